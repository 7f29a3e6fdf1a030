// Checks a log's roots, proofs and notes with golang.org/x/mod/sumdb, which knows nothing of this
// project, and makes the same of the same leaves. Reads JSON on standard input, writes JSON.
//
// Run with Debian's packages golang-go and golang-golang-x-mod-dev:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run scripts/outside/check_log.go < cases.json
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index, Size int64
	Leaf, Root  string
	Hashes      []string
}

type consistency struct {
	Old, New         int64
	OldRoot, NewRoot string
	Hashes           []string
}

type input struct {
	Leaves        []string // base64
	SignerKey     string
	NoteText      string
	VerifierKey   string
	Notes         []string
	TlogProofs    []string
	TlogProofLeaf string
	Inclusions    []inclusion
	Consistencies []consistency
}

type output struct {
	Roots              []string
	InclusionProofs    map[string][]string // "index/size"
	ConsistencyProofs  map[string][]string // "old/new"
	SignedNote         string
	NoteVerdicts       []bool
	TlogProofVerdicts  []bool
	InclusionVerdicts  []bool
	ConsistencyVerdict []bool
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func parse(text string) (hash tlog.Hash, ok bool) {
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(bytes) != tlog.HashSize {
		return hash, false
	}
	copy(hash[:], bytes)
	return hash, true
}

func parseAll(texts []string) (hashes []tlog.Hash, ok bool) {
	for _, text := range texts {
		hash, ok := parse(text)
		if !ok {
			return nil, false
		}
		hashes = append(hashes, hash)
	}
	return hashes, true
}

func texts(hashes []tlog.Hash) []string {
	all := []string{}
	for _, hash := range hashes {
		all = append(all, hash.String())
	}
	return all
}

func includes(p inclusion) bool {
	leaf, ok1 := parse(p.Leaf)
	root, ok2 := parse(p.Root)
	hashes, ok3 := parseAll(p.Hashes)
	return ok1 && ok2 && ok3 && tlog.CheckRecord(hashes, p.Size, root, p.Index, leaf) == nil
}

func continues(p consistency) bool {
	old, ok1 := parse(p.OldRoot)
	root, ok2 := parse(p.NewRoot)
	hashes, ok3 := parseAll(p.Hashes)
	return ok1 && ok2 && ok3 && tlog.CheckTree(hashes, p.New, root, p.Old, old) == nil
}

// checkpoint opens a note and reads the three lines of a C2SP tlog-checkpoint.
func checkpoint(text string, verifier note.Verifier) (size int64, root tlog.Hash, ok bool) {
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return 0, root, false
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return 0, root, false
	}
	size, err = strconv.ParseInt(lines[1], 10, 64)
	root, ok = parse(lines[2])
	return size, root, ok && err == nil
}

// proves checks a C2SP tlog-proof without an extra line.
func proves(text, leaf string, verifier note.Verifier) bool {
	head, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return false
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	size, root, ok := checkpoint(signed, verifier)
	if err != nil || !ok {
		return false
	}
	return includes(inclusion{index, size, leaf, root.String(), lines[2:]})
}

func main() {
	var in input
	must(json.NewDecoder(os.Stdin).Decode(&in))
	out := output{
		Roots:             []string{},
		InclusionProofs:   map[string][]string{},
		ConsistencyProofs: map[string][]string{},
	}

	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for n, text := range in.Leaves {
		leaf, err := base64.StdEncoding.DecodeString(text)
		must(err)
		hashes, err := tlog.StoredHashes(int64(n), leaf, reader)
		must(err)
		stored = append(stored, hashes...)
		size := int64(n) + 1
		root, err := tlog.TreeHash(size, reader)
		must(err)
		out.Roots = append(out.Roots, root.String())
		for index := int64(0); index < size; index++ {
			proof, err := tlog.ProveRecord(size, index, reader)
			must(err)
			out.InclusionProofs[fmt.Sprintf("%d/%d", index, size)] = texts(proof)
		}
		for old := int64(1); old <= size; old++ {
			proof, err := tlog.ProveTree(size, old, reader)
			must(err)
			out.ConsistencyProofs[fmt.Sprintf("%d/%d", old, size)] = texts(proof)
		}
	}

	if in.SignerKey != "" {
		signer, err := note.NewSigner(in.SignerKey)
		must(err)
		signed, err := note.Sign(&note.Note{Text: in.NoteText}, signer)
		must(err)
		out.SignedNote = string(signed)
	}
	if in.VerifierKey != "" {
		verifier, err := note.NewVerifier(in.VerifierKey)
		must(err)
		for _, text := range in.Notes {
			_, _, ok := checkpoint(text, verifier)
			out.NoteVerdicts = append(out.NoteVerdicts, ok)
		}
		for _, text := range in.TlogProofs {
			ok := proves(text, in.TlogProofLeaf, verifier)
			out.TlogProofVerdicts = append(out.TlogProofVerdicts, ok)
		}
	}
	for _, p := range in.Inclusions {
		out.InclusionVerdicts = append(out.InclusionVerdicts, includes(p))
	}
	for _, p := range in.Consistencies {
		out.ConsistencyVerdict = append(out.ConsistencyVerdict, continues(p))
	}
	must(json.NewEncoder(os.Stdout).Encode(out))
}
