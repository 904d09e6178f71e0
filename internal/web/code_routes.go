package web

import "github.com/labstack/echo/v4"

func (s *Server) codeRoutes(g *echo.Group) {
	g.GET("/codes", s.showCodebook)
	g.POST("/codes", s.createCode)
	g.POST("/codes/many", s.changeCodes)
	g.GET("/codes/merge", s.previewMerge)
	g.POST("/codes/merge", s.mergeCodes)
	g.GET("/codes/alike", s.showAlike)
	g.POST("/codes/alike", s.tellApart)
	g.GET("/codes/themes", s.showThemes)
	g.POST("/codes/themes", s.changeTheme)
	g.GET("/codes/versions", s.showVersions)
	g.POST("/codes/versions", s.keepVersion)
	g.POST("/codes/pins", s.pinCodes)
	g.GET("/codes/:code", s.showCode)
	g.POST("/codes/:code", s.updateCode)
	g.POST("/codes/:code/meaning", s.rewordCode)
	g.GET("/codes/:code/recheck", s.showRecheck)
	g.POST("/codes/:code/move", s.moveCode)
	g.GET("/codes/:code/merge", s.previewMerge)
	g.POST("/codes/:code/merge", s.mergeCodes)
	g.POST("/codes/:code/split", s.splitCode)
	g.POST("/codes/:code/retire", s.retireCode)
	g.POST("/codes/:code/delete", s.deleteCode)
}
