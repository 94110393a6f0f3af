#!/usr/bin/env bats
# The check of the sources' structure: each rule is broken in a small tree of two rooms, left and right, and must be reported;
# so must an exception that is not needed. Also what make mutate would break.

load helper

# file NAME: writes src/NAME from standard input, after a comment of three lines.
file() {
  mkdir -p "tree/src/$(dirname "$1")"
  { printf '/* What it\n * is\n * for. */\n'; cat; } >"tree/src/$1"
}

setup_tree() {
  mkdir -p tree/scripts
  file base/str.h <<<'int sse_str(void);'
  file base/str.c <<<'#include "base/str.h"
int sse_str(void) { return 1; }'
  file left/left.h <<<'int left_one(void);'
  file left/one.c <<<'#include "left/left.h"
#include "base/str.h"
int left_one(void) { return sse_str(); }'
  file right/right.h <<<'int right_two(void);'
  file right/inner/two.c <<<'#include "left/left.h"
#include "right/right.h"
int right_two(void) { return left_one(); }'
}

# Compiles the tree and runs the check on it.
check() {
  local source
  (cd tree && find src -name '*.c') | while read -r source; do
    mkdir -p "objects/$(dirname "$source")"
    cc -Itree/src -c -o "objects/${source%.c}.o" "tree/$source" || exit 1
  done
  run "$TOP/scripts/check-structure" tree objects base left right
}

# Fails unless the output contains exactly these characters; `says` would take brackets as a pattern.
has() {
  grep -Fq -- "$1" <<<"$output" || { echo "$output"; false; }
}

# Fails unless the check has a single finding that contains this and the second argument, too.
finds_only() {
  [ "$status" -eq 1 ] || { echo "$output"; false; }
  [ "$(grep -c '^[^ ]' <<<"$output")" -eq 1 ] || { echo "$output"; false; }
  has "$1"
  has "$2"
}

@test "a tree in order passes without a word" {
  setup_tree
  check
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "an include to the right is found" {
  setup_tree
  file left/more.h <<<'#include "right/right.h"'
  check
  finds_only "src/left/more.h:4: includes right/right.h" "[right]"
}

@test "a call to the right is found without an include" {
  setup_tree
  file left/more.c <<<'int right_two(void);
int left_more(void);
int left_more(void) { return right_two(); }'
  check
  finds_only "src/left/more.c:4: uses right_two of right/inner/two.c" "[right]"
}

@test "a room without a place in the order is found" {
  setup_tree
  file attic/attic.h <<<'int attic_box(void);'
  check
  finds_only "src/attic/attic.h:1: attic/ has no place" "[right]"
}

@test "a circle of includes is found with each of its lines" {
  setup_tree
  file left/a.h <<<'#include "left/b.h"'
  file left/b.h <<<'#include "left/c.h"'
  file left/c.h <<<'#include "left/a.h"'
  check
  finds_only "left/a > left/b > left/c > left/a is a circle" "[circle]"
  says "    src/left/c.h:4 includes left/a.h"
}

@test "a circle of calls between a room's folders is found" {
  setup_tree
  file right/a.c <<<'int inner_b(void);
int right_a(void);
int right_a(void) { return inner_b(); }'
  file right/inner/b.c <<<'int right_a(void);
int inner_b(void);
int inner_b(void) { return right_a(); }'
  check
  finds_only "src/right/a.c:4: right/a > right/inner/b > right/a is a circle" "src/right/inner/b.c:4 uses right_a of right/a.c"
}

@test "an exported name without a prefix of its room, folder or file is found" {
  setup_tree
  file right/inner/three.c <<<'int three_b(void);
int inner_c(void);
int stray(void);
static int hidden(void) { return 1; }
int three_b(void) { return hidden(); }
int inner_c(void) { return 1; }
int stray(void) { return 1; }'
  check
  finds_only "src/right/inner/three.c:6: exports stray" "[prefix]"
}

@test "in base every exported name begins with sse_" {
  setup_tree
  file base/more.c <<<'int more_a(void);
int more_a(void) { return 1; }'
  check
  finds_only "src/base/more.c:4: exports more_a: begin its name with sse_" "[prefix]"
}

@test "one header for all of base is found" {
  setup_tree
  file base/base.h <<<'#include "base/str.h"'
  check
  finds_only "src/base/base.h:1:" "[base]"
}

@test "a file without a comment of three lines at its head is found" {
  setup_tree
  printf '/* Too short. */\n\n\nint left_b(void);\n' >tree/src/left/b.h
  check
  finds_only "src/left/b.h:1:" "[head]"
}

@test "a file of more than 500 lines is found" {
  setup_tree
  yes '' | head -n 497 | file left/b.h
  check
  [ "$status" -eq 0 ]
  yes '' | head -n 498 | file left/b.h
  check
  finds_only "src/left/b.h:501: has 501 lines" "[length]"
}

@test "an exception accepts a finding in a room, a file or between two files" {
  setup_tree
  printf '/* Too short. */\n' >tree/src/left/b.h
  file right/a.h <<<'#include "right/b.h"'
  file right/b.h <<<'#include "right/a.h"'
  printf 'head left  old\ncircle right/b>right/a  old\n' >tree/scripts/structure-exceptions
  check
  [ "$status" -eq 0 ] || { echo "$output"; false; }
  printf 'head left/b.h  old\ncircle right  old\n' >tree/scripts/structure-exceptions
  check
  [ "$status" -eq 0 ] || { echo "$output"; false; }
}

@test "an exception that nothing needs is found, and one that cannot be read" {
  setup_tree
  printf '# a comment\n\nhead left  old\n' >tree/scripts/structure-exceptions
  check
  finds_only 'tree/scripts/structure-exceptions:3: nothing needs "head left"' ""
  echo 'heads left  old' >tree/scripts/structure-exceptions
  check
  finds_only "tree/scripts/structure-exceptions:1: not an exception" ""
}

@test "objects that are not there are asked for" {
  setup_tree
  run "$TOP/scripts/check-structure" tree nowhere base left right
  [ "$status" -eq 1 ]
  says "run make first"
}

@test "make mutate breaks comparisons, connectives, constants, conditions, returns and statements" {
  cat >a.c <<'END'
bool f(int n) {
  if (n < 3 && g(n)) return false;
  h(n);
  free(p);
  return n;
}
END
  run "$TOP/scripts/mutate" --list a.c
  has "a.c:2: if (n < 3 && g(n)) return false; -> if (n <= 3 && g(n)) return false; [comparison]"
  has "-> if (n < 3 || g(n)) return false; [connective]"
  has "-> if (n < 4 && g(n)) return false; [constant]"
  has "-> if (n < 2 && g(n)) return false; [constant]"
  has "-> if (!(n < 3 && g(n))) return false; [condition]"
  has "-> if (n < 3 && g(n)) return true; [return]"
  has "a.c:3: h(n); -> ; [statement]"
  has "a.c:4: free(p); -> ; [statement]"
  has "a.c:5: return n; -> return 0; [return]"
  [ "${#lines[@]}" -eq 9 ]
}

@test "make mutate leaves alone what only begins empty or only gives back" {
  cat >a.c <<'END'
void f(void) {
  struct x *made = calloc(1, sizeof *made);
  sse_buffer text = {0}, other = {0};
  sse_buffer all[N] = {{0}};
  close(made->file);
  sse_str part = g(made) ? all[N] : (sse_str){0};
}
END
  run "$TOP/scripts/mutate" --list a.c
  [ "$status" -eq 0 ]
  [ -z "$output" ] || { echo "$output"; false; }
}

@test "make mutate leaves comments, strings, directives, tables, assertions and messages alone" {
  cat >a.c <<'END'
#include "a.h"
#define MOST (1 << 2)
/* a < 1 && b */
static const int table[] = {
  1, 2,
};
static const char *text = "a < 1";
void f(void) {
  static const char names[][3] = {"1", "2"};
  assert(a < 1);
  sse_log(SSE_LOG_WARNING, "%d", a < 1);
}
END
  run "$TOP/scripts/mutate" --list a.c
  [ "$status" -eq 0 ]
  [ -z "$output" ] || { echo "$output"; false; }
}
