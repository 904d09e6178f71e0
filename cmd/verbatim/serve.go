package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"verbatim/internal/fault"
	"verbatim/internal/project"
	"verbatim/internal/web"
)

// listenFlags are what serve and demo share.
type listenFlags struct {
	Addr string `default:"127.0.0.1:7474" placeholder:"HOST:PORT" help:"Address to listen at, on this computer. When the port is taken, the next free one is used."`
	Open bool   `negatable:"" default:"true" help:"Open the browser."`
}

type serveCommand struct {
	dataFlag
	listenFlags
}

// Run serves until it is interrupted.
func (c *serveCommand) Run(e *env) error {
	shelf, err := c.shelf(false)
	if err != nil {
		return err
	}
	return serve(e, shelf, c.listenFlags, "/", false)
}

// serve answers the browser at the first free port; page is where it begins.
func serve(e *env, shelf *project.Shelf, flags listenFlags, page string, demo bool) (err error) {
	log := openLog(e, shelf.Dir)
	defer func() { err = errors.Join(err, shelf.Close(), log.Close()) }()
	listener, err := listen(flags.Addr)
	if err != nil {
		return err
	}
	host, _, _ := net.SplitHostPort(flags.Addr)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	server, err := web.New(web.Options{Shelf: shelf, Addr: net.JoinHostPort(host, port), Version: version, Demo: demo})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	e.say("listening on %s", server.Address(page))
	if flags.Open && hasScreen() {
		if path, err := server.LaunchFile(page); err == nil {
			forget := time.AfterFunc(time.Minute, func() { _ = os.Remove(path) })
			defer func() { forget.Stop(); _ = os.Remove(path) }()
			openBrowser(e.ctx, path)
		}
	}
	return server.Serve(e.ctx, listener)
}

// listen takes the address, or the next free port after it. Only this
// computer's own addresses: without accounts, nobody else may reach it.
func listen(addr string) (net.Listener, error) {
	host, portText, err := net.SplitHostPort(addr)
	port, bad := strconv.ParseUint(portText, 10, 16)
	if err != nil || bad != nil {
		return nil, fault.New(fault.Invalid, "%s: an address has the form 127.0.0.1:7474.", addr)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return nil, fault.New(fault.Invalid, "%s: Verbatim answers this computer only. Use an address such as 127.0.0.1:7474.", addr)
	}
	for tried := 0; ; tried++ {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.FormatUint(port, 10)))
		switch {
		case err == nil:
			return listener, nil
		case !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, errAddressInUse) || tried == 200 || port >= 65535:
			return nil, fault.Wrap(err, fault.Busy, "%s: nothing can listen at this address or the ports after it. Choose another with --addr.", addr)
		}
		port++
	}
}

// errAddressInUse is what Windows says for a port that is taken.
const errAddressInUse = syscall.Errno(10048)

// hasScreen reports whether a browser could show itself.
func hasScreen() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// openBrowser asks the system to show a file. Where that fails, the printed
// address is there.
func openBrowser(ctx context.Context, path string) {
	name, args := "xdg-open", []string{path}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", path}
	case "darwin":
		name = "open"
	}
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, args...)
	if err := cmd.Start(); err != nil {
		slog.Info("the browser could not be opened; use the address above")
		return
	}
	go func() { _ = cmd.Wait() }()
}
