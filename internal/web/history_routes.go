package web

import "github.com/labstack/echo/v4"

func (s *Server) historyRoutes(g *echo.Group) {
	g.GET("/history", s.showHistory)
	g.POST("/history/:entry/undo", s.undoEntry)
	g.POST("/history/:entry/redo", redoEntry)
	g.GET("/history/:entry/back", s.showBack)
	g.POST("/history/:entry/back", s.goBack)
	g.POST("/history/forward", s.goForward)
	g.GET("/steps", s.listSteps)
	g.POST("/steps/:entry", s.goStep)
	g.GET("/since/:entry", s.showSince)
	g.GET("/d/:document/since/:entry", s.showDocumentSince)
	g.GET("/backups", s.showBackups)
	g.GET("/backup.zip", downloadBackup)
	g.POST("/backups/restore", s.restoreBackup)
	g.POST("/duplicate", s.duplicateProject)
}
