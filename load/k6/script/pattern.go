// Package script does for load/scenarios what JavaScript in k6 does too slowly: it knows when a request is due, and an
// answer that is like one that was judged before. It judges nothing itself, and needs no k6.
package script

import "strings"

const longestID = 100

// Pattern is an answer with status 200 that was judged right, around its id. Another that differs in nothing but the
// id means the same, as long as the contract allows any id: so it need not be judged again.
type Pattern struct{ mediaType, before, after string }

// Learn makes a pattern of an answer that was judged right. False: where its id stands cannot be told for certain.
func Learn(mediaType, body, id string) (Pattern, bool) {
	// Without a backslash a string of JSON stands as it is, so the one place where it stands is the id's.
	if !isPlain(id) || strings.Contains(body, `\`) || strings.Count(body, `"`+id+`"`) != 1 {
		return Pattern{}, false
	}
	before, after, _ := strings.Cut(body, `"`+id+`"`)
	return Pattern{mediaType, before + `"`, `"` + after}, true
}

// ID is that of an answer that is like the pattern; false for any other.
func (p Pattern) ID(status int, mediaType, body string) (string, bool) {
	if status != 200 || mediaType != p.mediaType || len(body) <= len(p.before)+len(p.after) {
		return "", false
	}
	if p.before == "" || !strings.HasPrefix(body, p.before) || !strings.HasSuffix(body, p.after) {
		return "", false
	}
	id := body[len(p.before) : len(body)-len(p.after)]
	return id, isPlain(id)
}

// isPlain is true for what means the same in JSON as it says.
func isPlain(id string) bool {
	if id == "" || len(id) > longestID {
		return false
	}
	for _, letter := range []byte(id) {
		isLetter := letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z'
		if !isLetter && !(letter >= '0' && letter <= '9') && letter != '_' && letter != '-' && letter != '.' {
			return false
		}
	}
	return true
}
