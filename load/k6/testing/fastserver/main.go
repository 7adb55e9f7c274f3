// fastserver answers POST /threads/{channel}-{anything}/messages as the contract demands, far faster than k6 asks:
// to measure what k6 costs, not what a server does. It reads no more of a request than that takes. Everything else is
// answered with how many messages came until now: {"requests": 1234}.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"sync/atomic"
)

var requests atomic.Int64

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	for {
		connection, err := listener.Accept()
		if err != nil {
			os.Exit(1)
		}
		go serve(connection)
	}
}

func serve(connection net.Conn) {
	defer connection.Close()
	reader := bufio.NewReaderSize(connection, 64*1024)
	var answer []byte
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return
		}
		isMessage := bytes.HasPrefix(line, []byte("POST "))
		thread := string(threadOf(line))
		if skipRest(reader) != nil {
			return
		}
		answer = answer[:0]
		if isMessage {
			answer = appendMessage(answer, thread)
		} else {
			answer = appendAnswer(answer, fmt.Appendf(nil, `{"requests":%d}`, requests.Load()))
		}
		if _, err := connection.Write(answer); err != nil {
			return
		}
	}
}

// threadOf finds the thread in "POST /…/threads/{thread}/messages HTTP/1.1".
func threadOf(line []byte) []byte {
	_, rest, _ := bytes.Cut(line, []byte("/threads/"))
	thread, _, _ := bytes.Cut(rest, []byte("/"))
	return thread
}

func skipRest(reader *bufio.Reader) error {
	length := 0
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			_, err = io.CopyN(io.Discard, reader, int64(length))
			return err
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.EqualFold(name, []byte("content-length")) {
			length, _ = strconv.Atoi(string(bytes.TrimSpace(value)))
		}
	}
}

func appendMessage(answer []byte, thread string) []byte {
	channel, _, _ := bytes.Cut([]byte(thread), []byte("-"))
	body := fmt.Appendf(nil, `{"id":"msg_%016d","thread_id":%q,"channel":%q}`, requests.Add(1), thread, channel)
	return appendAnswer(answer, body)
}

func appendAnswer(answer, body []byte) []byte {
	answer = append(answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"...)
	answer = fmt.Appendf(answer, "Connection: keep-alive\r\nContent-Length: %d\r\n\r\n", len(body))
	return append(answer, body...)
}
