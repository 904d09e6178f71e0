// Package schema holds the steps that make a database, one file a step, never
// edited after it landed.
package schema

import (
	"embed"
	"io/fs"
)

//go:embed project/*.sql
var files embed.FS

// Project is the steps of a project's database.
func Project() fs.FS {
	sub, err := fs.Sub(files, "project")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
