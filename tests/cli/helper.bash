# Shared by the command-line tests: the programs of the build under test and a separate folder.
# BUILD is set by scripts/run-tests; by hand: BUILD=$PWD/build bats tests/cli
export LC_ALL=C.UTF-8 # what is said does not depend on the locale of whoever runs them

setup() {
  : "${BUILD:?set BUILD to the folder with the programs}"
  TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  PATH="$BUILD:$PATH"
  DB="$BATS_TEST_TMPDIR/index.db"
  cd "$BATS_TEST_TMPDIR" || return 1
}

# Indexes the sample archive.
index_corpus() {
  sseindex --quiet --db "$DB" "$TOP/corpus"
}

# Fails and shows the output if it does not contain a (bash) pattern.
says() {
  [[ $output == *$1* ]] || { echo "output: $output"; return 1; }
}

# Succeeds if a command fails: in the middle of a test, bash ignores the result of !.
no() {
  ! "$@"
}

# Waits until a command succeeds, at most a minute: on a busy machine a server may start slowly.
eventually() {
  local end=$((EPOCHSECONDS + 60))
  until "$@"; do
    [ "$EPOCHSECONDS" -lt "$end" ] || { echo "did not succeed in a minute: $*"; return 1; }
    sleep 0.05
  done
}

# Runs a program as a user who owns nothing here; root may do anything, so it would prove nothing.
run_as_stranger() {
  local stranger=() program=$1
  shift
  cp "$BUILD/$program" "$BATS_TEST_TMPDIR/stranger-$program"
  if [ "$(id -u)" -eq 0 ]; then
    stranger=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chmod a+rx "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR"/* "$BATS_TEST_TMPDIR" 2>/dev/null || true
  fi
  run "${stranger[@]}" "$BATS_TEST_TMPDIR/stranger-$program" "$@"
}

# Writes a listing of one month with the given headlines to the file named first.
listing() {
  file=$1
  shift
  { echo "May 2024"; for headline in "$@"; do echo " 1. $headline"; done; } >"$file"
}

count() {
  ssesearch --db "$DB" --count "$1" || true
}
