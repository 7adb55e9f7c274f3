package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"go.k6.io/k6/output"

	"sendproof/load/k6/cells"
)

const (
	// Lines are written as soon as a request of a later second has been seen, so that most of a second is in one line; and
	// after a second without one. So often it is looked at.
	lookEvery    = 100 * time.Millisecond
	looksToLines = 10
	// As in load/k6/command.ts.
	samplesVariable = "SENDPROOF_SAMPLES"
)

// lineOutput adds up k6's samples and writes them as lines, once a second and at the end.
type lineOutput struct {
	params  output.Params
	flusher *output.PeriodicFlusher
	// The mutex is for the window, to which k6 adds while lines are written.
	mutex    sync.Mutex
	window   *cells.Window
	looks    int
	newest   int64
	gcBefore time.Duration
	buffer   *bufio.Writer
	encoder  *json.Encoder
	close    func() error
	failed   error
}

func newOutput(params output.Params) (output.Output, error) {
	window := cells.NewWindow()
	window.WithSamples = params.Environment[samplesVariable] == "1"
	return &lineOutput{params: params, window: window}, nil
}

func (o *lineOutput) Description() string {
	return "sendproof (" + o.params.ConfigArgument + ")"
}

// Start opens the file, or standard output for "-", and begins to read samples.
func (o *lineOutput) Start() error {
	to, closeFile, err := o.open()
	if err != nil {
		return err
	}
	o.close = closeFile
	o.buffer = bufio.NewWriter(to)
	o.encoder = json.NewEncoder(o.buffer)
	o.encoder.SetEscapeHTML(false)
	o.gcBefore = gcPauses()
	o.flusher, err = output.NewPeriodicFlusher(lookEvery, o.look)
	return err
}

func (o *lineOutput) open() (io.Writer, func() error, error) {
	path := o.params.ConfigArgument
	if path == "" || path == "-" {
		return o.params.StdOut, func() error { return nil }, nil
	}
	file, err := o.params.FS.Create(path)
	if err != nil {
		return nil, nil, fmt.Errorf("sendproof output: %w", err)
	}
	return file, file.Close, nil
}

// Stop writes what is left and the line that says so. An error means that lines are missing.
func (o *lineOutput) Stop() error {
	o.flusher.Stop()
	o.writeLines()
	o.write(cells.End())
	o.flush()
	if err := o.close(); err != nil && o.failed == nil {
		o.failed = err
	}
	return o.failed
}

func (o *lineOutput) look() {
	o.mutex.Lock()
	newest := o.window.Newest
	o.mutex.Unlock()
	o.looks++
	if o.looks >= looksToLines || newest > o.newest {
		o.looks, o.newest = 0, newest
		o.writeLines()
		o.flush()
	}
}

func (o *lineOutput) writeLines() {
	o.mutex.Lock()
	taken := o.window.Take()
	o.mutex.Unlock()
	gcNow := gcPauses()
	for _, line := range taken.Lines(time.Now(), gcNow-o.gcBefore) {
		o.write(line)
	}
	o.gcBefore = gcNow
}

// write and flush remember the first error and write no more after it: half a line must not be followed by whole ones.
func (o *lineOutput) write(line any) {
	if o.failed == nil {
		o.failed = o.encoder.Encode(line)
	}
}

func (o *lineOutput) flush() {
	if o.failed == nil {
		o.failed = o.buffer.Flush()
	}
}
