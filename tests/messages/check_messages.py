#!/usr/bin/env python3
"""Every error, warning and note of the program is shown by a test: check_messages.py ROOT

Messages are the string literals inside what makes them (CALLS), neighbours joined, split at
placeholders. A message is shown when a text of a test holds WORDS words of one of its fixed parts
in a row; a message all of whose parts are shorter needs a whole one, the longest. Prints those that
no test shows and ends with 1. UNSHOWN lists those that cannot be provoked. Names of test cases and
documentation strings show nothing.
"""
import ast
import pathlib
import re
import sys

CALLS = re.compile(r"\b(?:InputError|RunError|Hdf5Failure|refuse(?:_\w+)?|require|complain|"
                   r"problem_of|problem|report|add_problem|fail|wrong|reject|EarlyDifference)\s*\(|"
                   r"\.text\s*=|\bstd::cerr\s*<<|"
                   r"\b(?:problems?|warnings|notes)\.(?:push_back|emplace_back)\s*\(")
CASE_NAME = re.compile(r'\b(?:TEST_CASE|SECTION)\s*\(\s*"(?:[^"\\]|\\.)*"')
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
WORDS = 5
# Messages that a test cannot provoke, and why.
UNSHOWN = {
    "aliases (*name) are not used": "anchors, without which there is no alias, are refused first",
    "there is a second document": "the second is refused where it begins",
    "the population does not agree with the tables": "guards the synthesis; no input leads there",
    "no memory for a": "needs a machine without memory",
    "cannot open to sync": "the file was just written", "cannot sync": "needs a failing disk",
    "cannot open": "the file was just made", "cannot be looked at": "needs a failing disk",
    "cannot read": "needs a failing disk", "cannot be cut": "needs a failing disk",
    "cannot close": "needs a failing disk",
    "cannot rename the finished file": "the folder was just written to",
    ": cannot read a month again": "the month was just checked",
    ": the log was damaged while in use": "needs another program that writes into the log",
    "unknown HDF5 error": "the library names its errors",
    ": cannot write (is the disk full?)": "the HDF5 file beside the table meets the full "
                                          "disk first",
    "' is too large": "axes that long would fill the memory of a test",
    "has other contents ('": "a checkpoint of other contents has another version and is refused "
                             "before",
}
SOURCES = ("sim", "output")


def call_text(text, begin):
    """The source from `begin` to the end of the call or the statement."""
    depth, i, n = 0, begin, len(text)
    while i < n:
        if text[i] == '"':
            i = LITERAL.match(text, i).end()
            continue
        if text[i] in "({[":
            depth += 1
        elif text[i] in ")}]":
            depth -= 1
            if depth <= 0:
                return text[begin:i + 1]
        elif text[i] == ";" and depth == 0:
            return text[begin:i]
        i += 1
    return text[begin:]


def joined_literals(code):
    """String literals of a piece of source, neighbours joined."""
    code = code.replace("'\"'", "' '")  # no literal begins there
    texts, last = [], None
    for match in LITERAL.finditer(code):
        if last is not None and code[last:match.start()].strip() == "":
            texts[-1] += match.group(1)
        else:
            texts.append(match.group(1))
        last = match.end()
    return [text.replace('\\"', '"').replace("\\n", "\n").replace("\\'", "'") for text in texts]


def messages(root):
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
            seen = set()
            for match in CALLS.finditer(text):
                begin = match.end() - 1 if text[match.end() - 1] == "(" else match.end()
                literals = joined_literals(call_text(text, begin))
                parts = [part.strip() for literal in literals
                         for part in re.split(r"\{[^}]*\}", literal)]
                parts = [part for part in parts if " " in part
                         and len(re.findall(r"[A-Za-z]{2,}", part)) >= 2]
                if parts and (match.start(), tuple(parts)) not in seen:
                    seen.add((match.start(), tuple(parts)))
                    yield path.relative_to(root), text.count("\n", 0, match.start()) + 1, parts


def texts_in(path):
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        nodes = list(ast.walk(ast.parse(source)))
        told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # documentation
        values = [node.value for node in nodes
                  if isinstance(node, ast.Constant) and id(node) not in told]
        return ([value for value in values if isinstance(value, str)]
                + [value.decode() for value in values
                   if isinstance(value, bytes) and value.isascii()])
    return [source] if path.suffix == ".txt" else joined_literals(CASE_NAME.sub("", source))


def shown_words(root):
    texts = []
    for path in sorted((root / "tests").rglob("*")):
        is_read = path.suffix in (".cpp", ".hpp", ".py", ".txt")
        if is_read and path.name != pathlib.Path(__file__).name:
            texts += texts_in(path)
    return "\n".join(f" {' '.join(words_of(text))} " for text in texts)


def words_of(text):
    return re.findall(r"\w+(?:'\w+)*", text.lower())


def is_shown(parts, shown):
    parts = [words_of(part) for part in parts]
    longest = max(len(words) for words in parts)
    size = min(WORDS, longest)
    return any(f" {' '.join(words[i:i + size])} " in shown
               for words in parts for i in range(len(words) - size + 1))


def main():
    root = pathlib.Path(sys.argv[1])
    shown = shown_words(root)
    untold = [(path, line, parts) for path, line, parts in messages(root)
              if not is_shown(parts, shown) and not any(part.startswith(text)
                                                        for part in parts for text in UNSHOWN)]
    for path, line, parts in untold:
        print(f"{path}:{line}: no test shows: {' ... '.join(parts)}")
    print(f"{sum(1 for _ in messages(root))} messages, {len(untold)} without a test")
    return 1 if untold else 0


if __name__ == "__main__":
    sys.exit(main())
