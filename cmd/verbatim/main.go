// Command verbatim is the workbench: it serves the browser, and does from the
// command line what other programs need of it. Flags and wiring only; each
// subcommand has a file of its own.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"reflect"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"verbatim/internal/fault"
	"verbatim/internal/project"
)

// version is what exports name and `verbatim version` prints.
const version = "0.1.0"

// The exit codes of the contract.
const (
	exitDone     = 0
	exitRefused  = 1
	exitUsage    = 2
	exitInternal = 3
)

// commands is the command line. A subcommand is a struct of flags with a
// method Run(*env) error in the file of its name.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Open the workbench in the browser. This is what runs without a command."`
	Export  exportCommand  `cmd:"" help:"Take out codebook, passages, transcripts and check sheets."`
	Demo    demoCommand    `cmd:"" help:"Open the example study in a throw-away folder."`
	Inspect inspectCommand `cmd:"" help:"Say what import would make of each file; change nothing."`
	Import  importCommand  `cmd:"" help:"Bring files into a project."`
	Search  searchCommand  `cmd:"" help:"Find words, phrases and codings in a project."`
	Check   checkCommand   `cmd:"" help:"Check store, history, positions and index of every project, and say what is wrong."`
	Backup  backupCommand  `cmd:"" help:"Write a backup of one project or of all."`
	Restore restoreCommand `cmd:"" help:"Put the projects of a backup into a data folder."`
	Reindex reindexCommand `cmd:"" help:"Build the index for searching anew."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// dataFlag is the data folder, as most subcommands take it.
type dataFlag struct {
	Data string `placeholder:"DIR" help:"Data folder. Default: the platform's place for a program's data."`
}

// dir gives the data folder.
func (d dataFlag) dir() string {
	if d.Data == "" {
		return project.DefaultDir()
	}
	return d.Data
}

// shelf opens the data folder; where it must exist already, one that does not
// is refused rather than made.
func (d dataFlag) shelf(mustExist bool) (*project.Shelf, error) {
	dir := d.dir()
	if mustExist {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fault.New(fault.NotFound, "%s: there is no such data folder. Name the right one with --data.", dir)
		}
	}
	return project.OpenShelf(dir)
}

// env is what a subcommand runs in.
type env struct {
	ctx    context.Context
	out    io.Writer
	errOut io.Writer
}

// say prints a line on standard output.
func (e *env) say(format string, args ...any) { _, _ = fmt.Fprintf(e.out, format+"\n", args...) }

// refuse prints a line on standard error: "FILE: message".
func (e *env) refuse(format string, args ...any) {
	_, _ = fmt.Fprintf(e.errOut, format+"\n", args...)
}

// errRefused ends a subcommand with exit code 1 after it has said why, a line
// a file.
var errRefused = errors.New("refused")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// leave is how kong ends the program after --help.
type leave int

// run is the program: it gives the exit code.
func run(ctx context.Context, args []string, out, errOut io.Writer) (code int) {
	defer func() {
		if value := recover(); value != nil {
			asked, ok := value.(leave)
			if !ok {
				panic(value)
			}
			code = int(asked)
		}
	}()
	slog.SetDefault(slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: slog.LevelInfo})))
	e := &env{ctx: ctx, out: out, errOut: errOut}
	var cli commands
	parser, err := kong.New(&cli,
		kong.Name("verbatim"),
		kong.Description("A workbench for coding qualitative interviews. It runs on this computer; nothing leaves it."),
		kong.Writers(out, errOut),
		kong.Exit(func(code int) { panic(leave(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return e.report(err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		e.refuse("verbatim: %s. “verbatim --help” shows what there is.", err)
		return exitUsage
	}
	return e.report(chosen.Run(e))
}

// report says an error on standard error and gives its exit code, once for all
// subcommands.
func (e *env) report(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	}
	if f := fault.As(err); f != nil {
		e.refuse("%s", f.Message)
		return exitRefused
	}
	id := rand.Text()[:8]
	e.refuse("Something went wrong (%s): %s. Nothing is half done.", id, types(err))
	return exitInternal
}

// types names an error by the types of its chain: its text may quote a
// transcript, and is not shown. An error of a file or the system says which.
func types(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Error()
	}
	var names []string
	for ; err != nil; err = errors.Unwrap(err) {
		names = append(names, strings.TrimPrefix(reflect.TypeOf(err).String(), "*"))
	}
	return strings.Join(names, ", ")
}
