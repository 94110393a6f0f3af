#!/usr/bin/env bats
# The project's own commands: what is installed, and what is reported when something is missing.

load helper

# The flags of the build under test, as arguments of make, so that nothing is rebuilt.
read_flags() {
  mapfile -t flags <"$BUILD/flags"
}

# Skips the test if the build leaves out the hardening, or fortified functions because of optimisation or sanitizers.
needs_hardening() {
  grep -q '^HARDENING=.*'"$1" "$BUILD/flags" || skip "built without $1"
}

@test "install lays the programs out below DESTDIR and uninstall removes them" {
  read_flags
  make -s -C "$TOP" install BUILD="$BUILD" "${flags[@]}" DESTDIR="$PWD/root" PREFIX=/usr
  [ -x root/usr/bin/sseindex ]
  root/usr/bin/ssesearch --version
  [ -s root/usr/share/ssesearch/synonyms.txt ]
  [ -x root/usr/libexec/ssesearch/ssesearch-skos ]
  root/usr/bin/sseindex --config root/usr/share/ssesearch/ssesearch.conf --print-config
  grep -q "ExecStart=/usr/bin/sseindex --quiet" root/usr/lib/systemd/system/ssesearch.service
  grep -q "/usr/bin/sseindex --quiet" root/usr/share/ssesearch/ssesearch.cron
  grep -q "ExecStart=/usr/bin/sseserve" root/usr/lib/systemd/system/sseserve.service
  [ -s root/usr/lib/systemd/system/sseserve.socket ]
  [ -s root/usr/share/man/man1/sseserve.1 ]
  grep -q "MIT License" root/usr/share/doc/ssesearch/LICENSE
  [ -s root/usr/share/man/man3/ssesearch.3 ] && [ -s root/usr/include/ssesearch.h ]
  [ -s root/usr/lib/libssesearch.so ] && [ -s root/usr/lib/ssesearch/ssesearch.so ]
  PKG_CONFIG_PATH=$PWD/root/usr/lib/pkgconfig pkg-config --exists "ssesearch >= 0.1"
  make -s -C "$TOP" uninstall DESTDIR="$PWD/root" PREFIX=/usr
  [ -z "$(find root -type f)" ]
}

@test "what is missing is named with the command that installs it" {
  mkdir bin
  for tool in sh env id sort tr cat; do ln -s "$(type -P $tool)" bin/; done
  ln -s "$(type -P true)" bin/apt-get
  run env PATH="$PWD/bin" sh "$TOP/scripts/install-deps" --check build
  [ "$status" -eq 1 ]
  says "libsqlite3-dev"
  says "libutf8proc-dev"
  says "scripts/install-deps build"
  # Without apt, the libraries and programs themselves.
  rm bin/apt-get
  run env PATH="$PWD/bin" sh "$TOP/scripts/install-deps" build
  [ "$status" -eq 1 ]
  says "there is no apt here; please install: "
  says " libutf8proc "
  says " pkg-config "
}

@test "nothing is installed where nothing is missing" {
  run "$TOP/scripts/install-deps" build test
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "programs are position independent, and what is linked into them cannot be written or run" {
  needs_hardening relro
  for program in sseindex ssesearch sseserve ssesearch-skos; do
    readelf -h "$BUILD/$program" | grep -q 'Type: *DYN'
    readelf -lW "$BUILD/$program" | grep -q GNU_RELRO
    readelf -d "$BUILD/$program" | grep -q BIND_NOW
    readelf -d "$BUILD/$program" | grep -q 'Flags:.* PIE'
    readelf -lW "$BUILD/$program" | grep 'GNU_STACK' | grep -q ' RW  *0x'
  done
}

@test "programs end where their stack is overwritten" {
  needs_hardening stack-protector
  for program in sseindex ssesearch sseserve; do
    readelf -W --dyn-syms "$BUILD/$program" | grep -q ' __stack_chk_fail'
  done
}

@test "programs look at the size of what they write to" {
  needs_hardening FORTIFY_SOURCE
  for program in sseindex ssesearch sseserve; do
    readelf -W --dyn-syms "$BUILD/$program" | grep -q ' __[a-z]*printf_chk'
  done
}

@test "another folder makes the same programs, byte for byte" {
  read_flags
  [[ ${flags[*]} != *--coverage* ]] || skip "counters of coverage have their folder in them"
  # It builds everything once more, and runs nothing of it.
  [[ ${flags[*]} != *-fsanitize* ]] || skip "nobody is given programs with sanitizers"
  mkdir -p elsewhere/with/a/longer/name
  cp -r "$TOP/Makefile" "$TOP/src" "$TOP/include" "$TOP/scripts" elsewhere/with/a/longer/name
  make -s -j2 -C elsewhere/with/a/longer/name BUILD=other "${flags[@]}" all >/dev/null
  for program in sseindex ssesearch sseserve libssesearch.so.0 ssesearch.so; do
    cmp "$BUILD/$program" "elsewhere/with/a/longer/name/other/$program"
  done
}

@test "the README names the licence of each library that is linked" {
  for library in $(make -s -C "$TOP" print-PACKAGES print-OTHER_LIBS); do
    name=${library#-l} && name=${name#lib}
    [ "$name" != m ] || continue
    grep -iq "^| .*${name%%[-0-9.]*}.* | .*\(BSD\|MIT\|GPL\|public domain\|curl's\)" "$TOP/README.md" || { echo "$library"; false; }
  done
}
