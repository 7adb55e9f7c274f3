package cells

import (
	"math"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// longest is what is told of anything that claims to have taken longer: an hour, in microseconds.
const longest = 3_600_000_000

const significantDigits = 3

// encoder makes histograms of lists of values, one after the other in the same memory.
type encoder struct{ scratch *hdrhistogram.Histogram }

func newEncoder() encoder {
	return encoder{hdrhistogram.New(1, longest, significantDigits)}
}

// encode is HdrHistogram V2, compressed, base64; empty for no values.
func (e encoder) encode(values []int64) string {
	if len(values) == 0 {
		return ""
	}
	e.scratch.Reset()
	for _, value := range values {
		// No value is out of range: microseconds() clamps.
		if err := e.scratch.RecordValue(value); err != nil {
			panic(err)
		}
	}
	text, err := e.scratch.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	if err != nil {
		// It writes to memory only.
		panic(err)
	}
	return string(text)
}

// microseconds are whole ones, rounded half up, and never more than are told of.
func microseconds(milliseconds float64) int64 {
	return min(longest, wholeMicroseconds(milliseconds))
}

// wholeMicroseconds rounds half up, however long it is.
func wholeMicroseconds(milliseconds float64) int64 {
	return int64(math.Round(milliseconds * 1000))
}
