package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"verbatim/internal/fault"
	"verbatim/internal/guid"
	"verbatim/internal/intake"
	"verbatim/internal/transcript"
	"verbatim/ui/words"
)

func stageOf(c echo.Context) (*intake.Stage, error) {
	return intake.StageOf(projectOf(c), guid.Short(personOf(c).GUID))
}

// addImport puts files, or a pasted text, on the stage. Files are read as they
// come, so that a large upload never stands in memory twice.
func addImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	var ids []string
	add := func(f intake.File) error {
		got, err := stage.Add(f)
		if err == nil {
			ids = append(ids, got.ID)
		}
		return err
	}
	if strings.HasPrefix(c.Request().Header.Get("Content-Type"), "multipart/") {
		err = eachPart(c.Request(), add)
	} else {
		err = addPasted(c, add)
	}
	if err != nil {
		return err
	}
	if wantsJSON(c.Request()) {
		return c.JSON(http.StatusOK, map[string]any{"files": ids})
	}
	at := projectURL(projectOf(c), "/import")
	if len(ids) == 1 {
		at += "?file=" + ids[0]
	}
	return c.Redirect(http.StatusSeeOther, at)
}

func eachPart(r *http.Request, add func(intake.File) error) error {
	form, err := r.MultipartReader()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The files did not arrive whole. Send them again.")
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return uploadFault(err)
		}
		if part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return uploadFault(err)
		}
		if err := add(intake.File{Name: fileName(part), Data: data}); err != nil {
			return err
		}
	}
}

func uploadFault(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return fault.Wrap(err, fault.Invalid, "The files did not arrive whole. Send them again.")
}

// fileName is the name that the browser gives a file, without any folder.
func fileName(part *multipart.Part) string {
	name := path.Base(strings.ReplaceAll(part.FileName(), `\`, "/"))
	if name == "." || name == "/" {
		return "file"
	}
	return name
}

// addPasted makes a file of a pasted text. A form sends CRLF for every line end.
func addPasted(c echo.Context, add func(intake.File) error) error {
	said := strings.ReplaceAll(c.FormValue("text"), "\r\n", "\n")
	if strings.TrimSpace(said) == "" {
		return fault.New(fault.Invalid, "There is no text in the field. Paste one and try again.")
	}
	name := strings.TrimSpace(c.FormValue("name"))
	if name == "" {
		name = words.Say(c.Request().Context(), "intake.pasted")
	}
	return add(intake.File{Name: strings.NewReplacer("/", "-", `\`, "-").Replace(name), Data: []byte(said)})
}

// chooseImport corrects what was recognised in a file.
func chooseImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	id := c.Param("file")
	err = stage.Choose(id, func(item intake.Item, ch *transcript.Choices) {
		choose(item, ch, c.FormValue("do"), c.FormValue("label"), strings.TrimSpace(c.FormValue("name")), c.FormValue("language"))
	})
	if err != nil {
		return err
	}
	return back(c, projectURL(projectOf(c), "/import?file="+id))
}

// choose makes one correction. A label stands for all labels of its speaker.
func choose(item intake.Item, ch *transcript.Choices, do, label, name, language string) {
	labels := []string{label}
	if item.Draft != nil {
		for _, s := range item.Draft.Speakers {
			if slices.Contains(s.Labels, label) {
				labels = s.Labels
			}
		}
	}
	without := func(list []string) []string {
		return slices.DeleteFunc(list, func(l string) bool { return slices.Contains(labels, l) })
	}
	switch do {
	case "name":
		for _, l := range labels {
			if name != "" {
				ch.Names[l] = name
			}
		}
		ch.NotSpeakers = without(ch.NotSpeakers)
	case "apart":
		ch.Names[label] = label
		ch.Speakers = append(without(ch.Speakers), label)
	case "not":
		ch.NotSpeakers = append(without(ch.NotSpeakers), labels...)
		ch.Speakers = without(ch.Speakers)
	case "speaker":
		ch.Speakers = append(without(ch.Speakers), labels...)
		ch.NotSpeakers = without(ch.NotSpeakers)
	case "nolabels":
		ch.NoLabels = true
	case "labels":
		ch.NoLabels = false
	case "language":
		ch.Language = language
	case "reset":
		*ch = transcript.Choices{}
	}
}

// removeImport takes a file off the stage.
func removeImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	if err := stage.Remove(c.Param("file")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, projectURL(projectOf(c), "/import"))
}

// clearImport takes everything off the stage.
func clearImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	if err := stage.Remove(); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, projectURL(projectOf(c), "/import"))
}

// quickImport is how long the answer waits for an import to be over at once.
const quickImport = 1500 * time.Millisecond

// storeImport stores what is on the stage, in the background; a quick one is
// over before the answer.
func (s *Server) storeImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	// The background holds the project by itself, also after this request.
	p, err := s.shelf.Open(c.Request().Context(), projectOf(c).Slug)
	if err != nil {
		return err
	}
	run := stage.Start(p, personOf(c).ID, c.FormValue("request"), p.Close)
	select {
	case <-run.Ended():
		if err := run.Err(); err != nil {
			return err
		}
	case <-time.After(quickImport):
	}
	return c.Redirect(http.StatusSeeOther, projectURL(p, after(stage)))
}

// after is where an import leads: one interview that came in whole is what one
// wants to read; of all else it is said first what became of it.
func after(stage *intake.Stage) string {
	last := stage.Last()
	if stage.Running() == nil && len(stage.Files()) == 0 && len(last) == 1 {
		if o := last[0]; o.Document.ID != 0 && !o.Skipped && !o.Refused() {
			return "/d/" + o.Document.Short()
		}
	}
	return "/import"
}

// cancelImport stops a running import.
func cancelImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	stage.Stop()
	return c.Redirect(http.StatusSeeOther, projectURL(projectOf(c), "/import"))
}

// progressImport says how far the running import is.
func progressImport(c echo.Context) error {
	stage, err := stageOf(c)
	if err != nil {
		return err
	}
	run := stage.Running()
	if run == nil {
		return c.JSON(http.StatusOK, map[string]any{"running": false})
	}
	done, total, name := run.Progress()
	return c.JSON(http.StatusOK, map[string]any{"running": true, "done": done, "total": total, "name": name})
}
