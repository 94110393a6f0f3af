#!/usr/bin/env bats
# The project's own commands: what is installed, what is said when something is missing.

load helper

@test "install lays the programs out below DESTDIR and uninstall removes them" {
  make -s -C "$TOP" install BUILD="$BUILD" CFLAGS="$(cut -d' ' -f2- "$BUILD/flags" | sed 's/ *$//')" DESTDIR="$PWD/root" PREFIX=/usr
  [ -x root/usr/bin/sseindex ]
  root/usr/bin/ssesearch --version
  [ -s root/usr/share/ssesearch/synonyms.txt ]
  root/usr/bin/sseindex --config root/usr/share/ssesearch/ssesearch.conf --print-config
  grep -q "ExecStart=/usr/bin/sseindex --quiet" root/usr/lib/systemd/system/ssesearch.service
  grep -q "/usr/bin/sseindex --quiet" root/usr/share/ssesearch/ssesearch.cron
  grep -q "ExecStart=/usr/bin/sseserve" root/usr/lib/systemd/system/sseserve.service
  [ -s root/usr/lib/systemd/system/sseserve.socket ]
  [ -s root/usr/share/man/man1/sseserve.1 ]
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
}

@test "nothing is installed where nothing is missing" {
  run "$TOP/scripts/install-deps" build test
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "folders include only what stands to their left" {
  order=(base text source index search render serve programs)
  for i in "${!order[@]}"; do
    for right in "${order[@]:i+1}"; do
      run grep -rn "#include \"$right/" "$TOP/src/${order[i]}"
      [ -z "$output" ] || { echo "$output"; false; }
    done
  done
}
