// Package web answers the browser: one handler per file, named noun_verb.go by
// what it does. Handlers hold no rules and no SQL: they read the form, call a
// store, and render a page of ui.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/project"
	"verbatim/ui/asset"
	"verbatim/ui/words"
)

// Options are what a server is made with.
type Options struct {
	Shelf   *project.Shelf
	Addr    string // HOST:PORT that it will listen at, with the real port
	Version string
	Demo    bool // the data folder is thrown away when the program ends
}

// Server answers one browser, in alone mode.
type Server struct {
	shelf   *project.Shelf
	version string
	demo    bool
	host    string // HOST:PORT as the browser names it
	door    *door
	handler http.Handler
	used    sync.Map      // slugs of projects that were asked for, see tend
	streams atomic.Int64  // event streams that are open, see follow
	ending  chan struct{} // closed when the program ends: streams do not wait for their browser
}

// New makes a server. It does not listen yet: see Serve.
func New(o Options) (*Server, error) {
	d, err := newDoor(o.Shelf.Dir, o.Addr)
	if err != nil {
		return nil, err
	}
	o.Shelf.Restored = func(ctx context.Context, name, date string) string {
		return words.Say(ctx, "backup.restored", name, date)
	}
	s := &Server{shelf: o.Shelf, version: o.Version, demo: o.Demo, host: o.Addr, door: d, ending: make(chan struct{})}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.handleError
	e.Use(logged, recovered, speaking)
	s.routes(e)
	s.handler = headers(d.guard(limits(foreign(e))))
	return s, nil
}

// routes lists the areas; each registers its own in <area>_routes.go.
func (s *Server) routes(e *echo.Echo) {
	e.GET("/healthz", showHealth)
	e.GET("/asset/*", func(c echo.Context) error {
		asset.Serve(c.Response(), c.Request())
		return nil
	})
	e.GET("/", s.showStart)
	e.GET("/help", s.showHelp)
	e.GET("/live", s.follow)
	e.POST("/projects", s.createProject)
	e.POST("/example", s.openExample)
	e.POST("/backup", s.openBackup)
	e.POST("/settings/language", setLanguage)
	e.POST("/settings/theme", setTheme)

	// What an owner does with a project as a whole, also with one that cannot be
	// opened or is in the trash.
	own := e.Group("/p/:project")
	own.POST("/trash", s.trashProject)
	own.POST("/rename", s.renameProject)
	own.POST("/untrash", s.restoreProject)
	own.POST("/erase", s.eraseProject)

	g := e.Group("/p/:project", s.inProject)
	s.projectRoutes(g)
	s.historyRoutes(g)
	s.importRoutes(g)
	s.deskRoutes(g)
	s.codeRoutes(g)
	s.searchRoutes(g)
	s.passagesRoutes(g)
	s.memoRoutes(g)
	s.travelRoutes(g)
	s.findingRoutes(g)
	s.exportRoutes(g)
}

// ServeHTTP makes the server a handler, for tests.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers on a listener until the context ends, then lets running
// requests finish for a few seconds.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	hs := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
	}
	tending, stop := context.WithCancel(ctx)
	var tended sync.WaitGroup
	tended.Go(func() { s.tend(tending) })
	defer tended.Wait()
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- hs.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		close(s.ending)
		end, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer stop()
		err := hs.Shutdown(end)
		if errors.Is(err, context.DeadlineExceeded) {
			err = hs.Close()
		}
		return err
	}
}

func showHealth(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// logged notes each request by its route: addresses may hold words of a search.
func logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		slog.Debug("request", "method", c.Request().Method, "route", c.Path(), "status", c.Response().Status, "ms", time.Since(start).Milliseconds())
		return nil
	}
}
