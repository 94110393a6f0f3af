# ssesearch: full-text search for the news of the social and solidarity economy.
# `make demo` shows it, `make check` tests it, `make` builds into build/ and installs nothing.
# Every target's work is in scripts/ or in one recipe here. BUILD, CC, CFLAGS, HARDENING, PREFIX and DESTDIR can be set.

BUILD    ?= build
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
LIBEXEC  := $(PREFIX)/libexec/ssesearch
CFLAGS   ?= -O3 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion
PACKAGES := sqlite3 libutf8proc libxxhash jansson libxml-2.0 zlib libbrotlienc libarchive libcurl libmicrohttpd uchardet libidn2 yaml-0.1 libcmark-gfm gmime-3.0 raptor2
# Libraries that pkg-config does not know.
OTHER_LIBS := -lcmark-gfm-extensions -lcmark-gfm -lstemmer -lcsv -lm

# Makes the program end on memory errors; `HARDENING=` turns it off. Fortified functions need optimisation, and would hide
# from the sanitizers what they look for.
FORTIFY   := $(if $(findstring -fsanitize,$(CFLAGS)),,$(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3))
HARDENING ?= $(FORTIFY) -fstack-protector-strong -fstack-clash-protection -fPIC -pie -Wl,-z,relro,-z,now,-z,noexecstack

# Looked up once, at first use; the target `dependencies` names what is missing.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)) $(OTHER_LIBS))$(PKG_LIBS)
# Builds are reproducible in any folder; programs export no symbols.
SAME_BYTES = '-ffile-prefix-map=$(CURDIR)=.' -fvisibility=hidden
COMPILE    = $(CC) -std=c17 -D_GNU_SOURCE -Isrc -Iinclude $(WARNINGS) $(SAME_BYTES) $(PKG_CFLAGS) $(filter-out -pie -Wl%,$(HARDENING)) $(CPPFLAGS) $(CFLAGS)
LINK       = $(CC) $(HARDENING) $(CFLAGS) $(LDFLAGS)
LINK_SHARED = $(CC) -shared $(filter-out -pie,$(HARDENING)) $(CFLAGS) $(LDFLAGS)

# For builds within a recipe: as many jobs as there are processors, unless make was given a number.
AT_ONCE = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

# One short line per file; V=1 shows the commands.
QUIET = $(if $(V),,@echo "  $(1) $@";)

# The rooms in order: each may use those before it.
FOLDERS  := base text thesaurus source index query search library extension render http web
PROGRAMS := sseindex ssesearch sseserve
# Used only by the programs.
HELPERS  := ssesearch-skos

LIBRARY_SOURCES := $(foreach folder,$(FOLDERS),$(sort $(wildcard src/$(folder)/*.c src/$(folder)/*/*.c)))
COMMON_SOURCES  := $(filter-out $(patsubst %,src/programs/%.c,$(PROGRAMS) $(HELPERS)),$(sort $(wildcard src/programs/*.c)))
TEST_SOURCES    := $(wildcard tests/*/test_*.c)
ALL_C           := $(wildcard include/*.h examples/*.c src/*/*.c src/*/*.h src/*/*/*.c src/*/*/*.h tests/*.h tests/*/*.[ch] scripts/bench/*.c scripts/bench/*.h)

LIBRARY       := $(BUILD)/libssesearch.a
LIBRARY_PARTS := $(LIBRARY_SOURCES:%.c=$(BUILD)/obj/%.o)
COMMON_PARTS  := $(COMMON_SOURCES:%.c=$(BUILD)/obj/%.o)
COMMON        := $(BUILD)/libprograms.a
BINARIES      := $(PROGRAMS:%=$(BUILD)/%) $(HELPERS:%=$(BUILD)/%)
# The library that other programs link, and the extension that SQLite loads. The number is that of the interface: it rises
# when programs would have to be changed or recompiled.
SONAME        := libssesearch.so.0
SHARED        := $(BUILD)/$(SONAME)
EXTENSION     := $(BUILD)/ssesearch.so
VERSION       := $(shell sed -n 's/^.define SSE_VERSION "\(.*\)"/\1/p' src/base/version.h)
TESTS         := $(TEST_SOURCES:tests/%.c=$(BUILD)/tests/%)

.PHONY: all dependencies demo check check-web tests sanitize sanitize-tests fuzz fuzz-coverage mutate torture site bench bench-large lint analyze format coverage
.PHONY: pictures deb check-deb check-arm64 check-extension install uninstall clean

all: $(BINARIES) $(SHARED) $(EXTENSION)

# Before anything is compiled: reports what is missing and the command that installs it.
dependencies:
	@scripts/install-deps --check build

demo:
	@scripts/install-deps build
	@$(MAKE) --no-print-directory $(AT_ONCE) all
	$(BUILD)/sseindex --rebuild --db $(BUILD)/demo.db corpus
	$(BUILD)/ssesearch --db $(BUILD)/demo.db "cooperatives Korea"

check:
	@scripts/install-deps build test documents
	@$(MAKE) --no-print-directory $(AT_ONCE) tests
	@scripts/run-tests $(BUILD)

# The pages in real browsers. They and Node.js are large, so this is not part of `check`.
check-web: all
	@scripts/install-deps web
	@scripts/web-tests $(BUILD)

# The SQLite extension in better-sqlite3, which npm compiles: needs Node.js 20 and takes minutes.
check-extension: all
	@scripts/install-deps web
	cd tests/extension && npm ci --silent --no-fund --no-audit
	BUILD=$(abspath $(BUILD)) node --test tests/extension/

# Remakes docs/pictures, after a change to what they show.
pictures: all
	@scripts/install-deps web
	cd tests/web && npm ci --silent --no-fund --no-audit
	BUILD=$(abspath $(BUILD)) LC_ALL=C.UTF-8 node tests/web/pictures.mjs docs/pictures

tests: all $(TESTS)

SANITIZED = BUILD=build/sanitize CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"
sanitize:
	@$(MAKE) --no-print-directory check $(SANITIZED)

# Built by `make sanitize` before it runs.
sanitize-tests:
	@$(MAKE) --no-print-directory $(AT_ONCE) tests $(SANITIZED)

# FUZZ_SECONDS of random and mutated input for each target; failing inputs are left in build/fuzz.
FUZZ_SECONDS ?= 600
fuzz:
	@scripts/install-deps build fuzz
	@scripts/fuzz $(FUZZ_SECONDS)

# How many lines of source/, query/ and http/ the fuzz targets' seeds reach; fails below 80 % of a folder.
fuzz-coverage:
	@scripts/install-deps build test fuzz
	@scripts/fuzz --coverage

# Breaks MUTATE_COUNT places in src/ (or only in MUTATE_ROOM), one at a time, to see whether a test notices; MUTATE_SEED
# breaks the same ones again. Takes about half an hour on two processors; most of it builds everything twice and runs each
# test once, whatever the number of places.
mutate:
	@scripts/install-deps build test
	@scripts/mutate

# Kills TORTURE_TIMES runs at random moments; takes some minutes.
TORTURE_TIMES ?= 500
torture: tests
	@scripts/torture $(BUILD) $(TORTURE_TIMES)

# Follows a site of 200 pages on loopback for two nights; takes four minutes, since a host is asked once a second.
site: all
	@scripts/install-deps build test
	@scripts/site $(BUILD)

# Speeds compared with those of other programs, measured in one run. No test depends on them.
BENCH := $(BUILD)/bench/tokens $(BUILD)/bench/generate $(BUILD)/bench/search
LIKE  ?= corpus/news-en.txt
bench: all $(BENCH)
	@scripts/install-deps bench
	$(BUILD)/bench/tokens en corpus/news-en.txt fr corpus/news-fr.txt es corpus/news-es.txt
	ROUNDS=3 scripts/bench/index $(BUILD) 100000
	ROUNDS=3 scripts/bench/index $(BUILD) --like $(LIKE) 100000
	scripts/bench/index $(BUILD) 1000000
	scripts/bench/search $(BUILD) scripts/bench/results $(LIKE) 10000 100000 1000000
	scripts/bench/serve $(BUILD) scripts/bench/load

# Searches of BENCH_LARGE items; takes hours, and 100 GB of disk in TMPDIR.
BENCH_LARGE ?= 10000000
bench-large: all $(BENCH)
	@scripts/install-deps bench
	scripts/bench/search $(BUILD) scripts/bench/results-large $(LIKE) $(BENCH_LARGE)

# The structure comes first, since it is quick; its exceptions are in scripts/structure-exceptions. Clang warns of things GCC
# does not, with the same options, so that CC=clang builds without warnings. cppcheck 2.10 reports knownConditionTrueFalse for
# loop counters and values changed through pointers. It is given the files by name, since what check-web installs below tests/
# contains third-party C.
lint:
	@scripts/install-deps build test lint
	@$(MAKE) --no-print-directory $(AT_ONCE) all
	@scripts/check-structure . $(BUILD)/obj $(FOLDERS) programs
	@scripts/check-abi $(BUILD)
	@clang-format --dry-run --Werror $(ALL_C)
	@printf '%s\n' $(filter %.c,$(ALL_C)) | xargs -P 2 -n 4 clang $(filter-out $(CC),$(COMPILE)) -Itests -Werror -fsyntax-only
	@printf '%s\n' $(filter %.c,$(ALL_C)) | xargs -P 2 -n 4 scripts/tidy -std=c17 -D_GNU_SOURCE -Isrc -Iinclude -Itests $(PKG_CFLAGS) --
	@cppcheck --quiet --std=c11 --enable=warning,style,performance,portability --inline-suppr \
	  -j 2 --suppress=missingIncludeSystem --suppress=knownConditionTrueFalse --error-exitcode=1 -D_GNU_SOURCE -Isrc -Iinclude -Itests \
	  $(filter %.c,$(ALL_C))

# Clang's analyzer over all files: ten minutes. Left out are its checks of C's optional _s functions, which no libc here has,
# those of va_list, which take an initialised one for another, and those of languages that no file here is in.
ANALYZER := -*,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling,-clang-analyzer-valist.Uninitialized,$\
            -clang-analyzer-cplusplus*,-clang-analyzer-fuchsia*,-clang-analyzer-optin.cplusplus*,-clang-analyzer-optin.mpi*,$\
            -clang-analyzer-optin.osx*,-clang-analyzer-osx*,-clang-analyzer-webkit*
analyze:
	@scripts/install-deps build test lint
	@printf '%s\n' $(filter %.c,$(ALL_C)) | xargs -P 2 -n 4 scripts/tidy --checks='$(ANALYZER)' -std=c17 -D_GNU_SOURCE -Isrc -Iinclude -Itests $(PKG_CFLAGS) --

format:
	@scripts/install-deps lint
	clang-format -i $(ALL_C)

coverage:
	@scripts/install-deps build test coverage
	@$(MAKE) --no-print-directory check BUILD=build/coverage CFLAGS="-O0 -g --coverage -fprofile-update=atomic"
	gcovr --root . --filter src/ --object-directory build/coverage --print-summary

# Packages for Debian 12, in BUILD/deb, about which lintian has no complaints.
deb:
	@scripts/install-deps build package
	@scripts/deb/build $(BUILD)/deb

# The same packages, installed, used and removed in a root that holds nothing else.
check-deb: deb
	@scripts/deb/check $(BUILD)/deb

# The unit tests, compiled for arm64 and run under an emulator; takes ten minutes. The libraries stay in BUILD.
check-arm64:
	@scripts/install-deps build cross
	@scripts/cross arm64 $(BUILD)/arm64 $(BUILD)/arm64-root

MAN             := src/programs/man
COMPLETION      := src/programs/completion
BASH_COMPLETION := share/bash-completion/completions
ZSH_COMPLETION  := share/zsh/site-functions
FISH_COMPLETION := share/fish/vendor_completions.d

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(PROGRAMS:%=$(BUILD)/%) $(DESTDIR)$(PREFIX)/bin
	install -d $(DESTDIR)$(LIBEXEC)
	install -m 755 $(HELPERS:%=$(BUILD)/%) $(DESTDIR)$(LIBEXEC)
	install -d $(DESTDIR)$(PREFIX)/share/ssesearch
	install -m 644 src/text/synonyms.txt src/render/results.schema.json scripts/nightly/ssesearch.conf $(DESTDIR)$(PREFIX)/share/ssesearch
	install -d $(DESTDIR)$(PREFIX)/share/doc/ssesearch
	install -m 644 LICENSE README.md $(DESTDIR)$(PREFIX)/share/doc/ssesearch
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(LIBDIR)/ssesearch $(DESTDIR)$(PREFIX)/include
	install -m 644 $(SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libssesearch.so
	install -m 644 $(EXTENSION) $(DESTDIR)$(LIBDIR)/ssesearch
	install -m 644 include/ssesearch.h $(DESTDIR)$(PREFIX)/include
	sed 's|@PREFIX@|$(PREFIX)|g; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' src/library/ssesearch.pc.in \
	  >$(DESTDIR)$(LIBDIR)/pkgconfig/ssesearch.pc
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man3 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(MAN)/ssesearch.3 $(DESTDIR)$(PREFIX)/share/man/man3
	install -m 644 $(PROGRAMS:%=$(MAN)/%.1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(MAN)/ssesearch.conf.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -d $(DESTDIR)$(PREFIX)/$(BASH_COMPLETION) $(DESTDIR)$(PREFIX)/$(ZSH_COMPLETION) $(DESTDIR)$(PREFIX)/$(FISH_COMPLETION)
	for name in $(PROGRAMS); do install -m 644 $(COMPLETION)/ssesearch.bash \
	  $(DESTDIR)$(PREFIX)/$(BASH_COMPLETION)/$$name || exit 1; done
	install -m 644 $(COMPLETION)/_ssesearch $(DESTDIR)$(PREFIX)/$(ZSH_COMPLETION)
	install -m 644 $(PROGRAMS:%=$(COMPLETION)/%.fish) $(DESTDIR)$(PREFIX)/$(FISH_COMPLETION)
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	for name in service timer; do sed 's|@PREFIX@|$(PREFIX)|g' scripts/nightly/ssesearch.$$name \
	  >$(DESTDIR)$(PREFIX)/lib/systemd/system/ssesearch.$$name || exit 1; done
	install -m 644 scripts/serve/sseserve.socket $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|g' scripts/serve/sseserve.service >$(DESTDIR)$(PREFIX)/lib/systemd/system/sseserve.service
	sed 's|@PREFIX@|$(PREFIX)|g' scripts/nightly/ssesearch.cron >$(DESTDIR)$(PREFIX)/share/ssesearch/ssesearch.cron

uninstall:
	rm -f $(PROGRAMS:%=$(DESTDIR)$(PREFIX)/bin/%)
	rm -rf $(DESTDIR)$(LIBEXEC) $(DESTDIR)$(PREFIX)/share/ssesearch $(DESTDIR)$(PREFIX)/share/doc/ssesearch $(DESTDIR)$(LIBDIR)/ssesearch
	rm -f $(addprefix $(DESTDIR)$(LIBDIR)/,$(SONAME) libssesearch.so pkgconfig/ssesearch.pc)
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,include/ssesearch.h share/man/man3/ssesearch.3)
	rm -f $(PROGRAMS:%=$(DESTDIR)$(PREFIX)/share/man/man1/%.1) $(DESTDIR)$(PREFIX)/share/man/man5/ssesearch.conf.5
	rm -f $(PROGRAMS:%=$(DESTDIR)$(PREFIX)/$(BASH_COMPLETION)/%) $(DESTDIR)$(PREFIX)/$(ZSH_COMPLETION)/_ssesearch
	rm -f $(PROGRAMS:%=$(DESTDIR)$(PREFIX)/$(FISH_COMPLETION)/%.fish)
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/lib/systemd/system/,ssesearch.service ssesearch.timer sseserve.service sseserve.socket)

clean:
	rm -rf $(BUILD)

# Code shared by the programs is an archive too, so that each is linked only with what it uses.
$(COMMON): $(COMMON_PARTS)
$(LIBRARY): $(LIBRARY_PARTS)
$(LIBRARY) $(COMMON):
	@rm -f $@
	$(call QUIET,AR)$(AR) rcs $@ $^

# ssesearch reads no sources and no thesauri, so libraries it does not use are left out: loading libcurl alone takes 10 ms,
# and libraptor2 with a second libcurl twice that.
$(BINARIES): $(BUILD)/%: $(BUILD)/obj/src/programs/%.o $(COMMON) $(LIBRARY)
	$(call QUIET,LD)$(LINK) -Wl,--as-needed -o $@ $^ $(PKG_LIBS)

$(SHARED): $(BUILD)/obj/src/library/search.o $(BUILD)/obj/src/library/index.o $(LIBRARY) src/library/exports.map
	$(call QUIET,LD)$(LINK_SHARED) -Wl,-soname,$(SONAME) -Wl,--version-script=src/library/exports.map -Wl,--as-needed \
	  -o $@ $(filter %.o %.a,$^) $(PKG_LIBS)
	@ln -sf $(SONAME) $(BUILD)/libssesearch.so

# Its own SQLite is the one that loads it; ours reads the index.
$(EXTENSION): $(BUILD)/obj/src/extension/extension.o $(LIBRARY) src/extension/exports.map
	$(call QUIET,LD)$(LINK_SHARED) -Wl,--version-script=src/extension/exports.map -Wl,--as-needed -o $@ $(filter %.o %.a,$^) $(PKG_LIBS)

$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(COMMON) $(LIBRARY)
	@mkdir -p $(@D)
	$(call QUIET,LD)$(LINK) -Wl,--as-needed -o $@ $^ $(PKG_LIBS) -lcmocka

$(BUILD)/bench/generate: $(BUILD)/obj/scripts/bench/like.o
$(BUILD)/bench/%: $(BUILD)/obj/scripts/bench/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call QUIET,LD)$(LINK) -o $@ $(filter %.o,$^) $(LIBRARY) $(PKG_LIBS)

# An object depends on its flags, which are written so that they can be given to make again.
FLAGS = 'CC=$(CC)' 'CFLAGS=$(CFLAGS)' 'CPPFLAGS=$(CPPFLAGS)' 'LDFLAGS=$(LDFLAGS)' 'HARDENING=$(strip $(HARDENING))'
$(BUILD)/obj/%.o: %.c $(BUILD)/flags | dependencies
	@mkdir -p $(@D)
	$(call QUIET,CC)$(COMPILE) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/obj/src/text/synonyms.o: src/text/synonyms.txt
$(BUILD)/obj/src/text/exceptions.o: src/text/exceptions.txt
$(BUILD)/obj/src/source/format/entities.o: src/source/format/entities.txt
$(BUILD)/obj/src/text/stopwords.o: src/text/stopwords.txt
$(BUILD)/obj/src/text/grammar.o: src/text/languages.txt src/text/hints.txt
$(BUILD)/obj/src/web/assets.o: $(wildcard src/web/assets/*) src/render/results.schema.json

$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(FLAGS) | cmp -s - $@ || printf '%s\n' $(FLAGS) >$@
FORCE:

# Prints a variable's value, for scripts: make -s print-PKG_LIBS
print-%:
	@echo '$($*)'

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
