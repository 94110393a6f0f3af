/* Opens a thesaurus in its compiled form, which a separate program writes if it is missing or out of date.
 * That program links a library whose dependencies take longer to load than a search does; and a hostile file
 * that crashes it crashes nothing else. */
#include "base/log.h"
#include "base/path.h"
#include "base/version.h"
#include "thesaurus/schema.h"
#include "thesaurus/thesaurus.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xxhash.h>

/* ---- The compiler ------------------------------------------------------------------------------------ */

/* Finds the compiler: next to the running program, or in libexec/ if the program is installed in bin/. */
static sse_status find_compiler(sse_buffer *path, sse_error *err) {
  static const char *const places[] = {"/" THESAURUS_COMPILER, "/../libexec/ssesearch/" THESAURUS_COMPILER};
  char self[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self);
  while (length > 0 && self[length - 1] != '/')
    length--;
  for (size_t i = 0; i < sizeof places / sizeof *places && length > 0; i++) {
    sse_buffer_clear(path);
    sse_buffer_append(path, self, (size_t)length - 1);
    sse_buffer_append_text(path, places[i]);
    if (path->failed) return sse_fail_memory(err);
    if (access(path->data, X_OK) == 0) return SSE_OK;
  }
  return sse_fail(err, SSE_NOT_FOUND,
                  THESAURUS_COMPILER ", which reads thesauri, is missing; reinstall ssesearch");
}

/* Reads everything from a pipe, and keeps the beginning. */
static void read_all(int from, sse_buffer *said) {
  char block[1024];
  enum { SAID_MOST = 64 * 1024 };
  for (;;) {
    ssize_t got = read(from, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    if (said->length < SAID_MOST) sse_buffer_append(said, block, (size_t)got);
  }
}

/* Starts the compiler; its messages can be read from `*said`. */
static sse_status start(char *const arguments[], pid_t *process, int *said, sse_error *err) {
  int ends[2];
  posix_spawn_file_actions_t actions;
  if (pipe2(ends, O_CLOEXEC) != 0)
    return sse_fail_errno(err, errno, arguments[0], "cannot create a pipe for it");
  int failed = posix_spawn_file_actions_init(&actions);
  if (!failed) {
    failed = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!failed) failed = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    if (!failed) failed = posix_spawn(process, arguments[0], &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions); /* cannot fail on Linux */
  }
  (void)close(ends[1]); /* the child's end */
  *said = ends[0];
  if (!failed) return SSE_OK;
  (void)close(ends[0]);
  return sse_fail_errno(err, failed, arguments[0], "cannot run");
}

/* Takes the next line of the compiler's messages, without the program name before it; false if there are no
 * more. */
static bool next_line(sse_str said, size_t *at, sse_str *line) {
  static const char name[] = THESAURUS_COMPILER ": ";
  while (sse_str_next(said, '\n', at, line)) {
    if (sse_str_begins(*line, name)) *line = sse_str_part(*line, strlen(name), line->length);
    if (line->length > 0) return true;
  }
  return false;
}

/* Repeats the compiler's messages, each line as a warning; if it failed, the last line says why. */
static sse_status report(const char *path, const sse_buffer *said, int how, sse_error *err) {
  sse_str line, next;
  size_t at = 0;
  bool failed = !WIFEXITED(how) || WEXITSTATUS(how) != 0;
  bool is_of_file = !WIFEXITED(how) || WEXITSTATUS(how) == THESAURUS_EXIT_INVALID;
  const sse_status status = is_of_file ? SSE_INVALID : SSE_IO;
  bool more = next_line(sse_buffer_str(said), &at, &line);
  while (more) {
    more = next_line(sse_buffer_str(said), &at, &next);
    if (failed && !more && WIFEXITED(how)) return sse_fail(err, status, "%.*s", (int)line.length, line.data);
    sse_log(SSE_LOG_WARNING, "%.*s", (int)line.length, line.data);
    line = next;
  }
  return failed ? sse_fail(err, status, "%s: cannot be read: " THESAURUS_COMPILER " was killed by signal %d",
                           path, WIFSIGNALED(how) ? WTERMSIG(how) : 0)
                : SSE_OK;
}

static sse_status compile(const char *path, char *to, char *stamp, sse_error *err) {
  sse_buffer program = {0}, said = {0};
  pid_t process = 0;
  int pipe = -1, how = -1;
  char *named = sse_copy(sse_str_of(path));
  sse_status status = named ? find_compiler(&program, err) : sse_fail_memory(err);
  if (!status) {
    assert(program.data);
    char *const arguments[] = {program.data, named, to, stamp, NULL};
    status = start(arguments, &process, &pipe, err);
  }
  if (!status) {
    read_all(pipe, &said);
    while (waitpid(process, &how, 0) < 0 && errno == EINTR) {
    }
    (void)close(pipe); /* opened for reading only */
    status = said.failed ? sse_fail_memory(err) : report(path, &said, how, err);
  }
  free(named);
  sse_buffer_reset(&program);
  sse_buffer_reset(&said);
  return status;
}

/* ---- The compiled form ------------------------------------------------------------------------------- */

/* Identifies this state of the file at `path`, together with the version of the compiled form. */
static sse_status make_stamp(const char *path, sse_buffer *stamp, sse_error *err) {
  struct stat file;
  if (stat(path, &file) != 0) return sse_fail_errno(err, errno, path, "cannot open");
  if (!S_ISREG(file.st_mode)) return sse_fail(err, SSE_INVALID, "%s: is not a regular file", path);
  if (access(path, R_OK) != 0) return sse_fail_errno(err, errno, path, "cannot open");
  sse_buffer_printf(stamp, "%s %d %llu %llu %lld %lld.%09ld", SSE_VERSION, SCHEMA_FORMAT,
                    (unsigned long long)file.st_dev, (unsigned long long)file.st_ino, (long long)file.st_size,
                    (long long)file.st_mtim.tv_sec, file.st_mtim.tv_nsec);
  return stamp->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Where the compiled form of a file is kept; empty if there is no place for it. */
static sse_status find_cache(const char *path, sse_buffer *cache, sse_error *err) {
  char name[64], *real = NULL;
  sse_status status = sse_real_path(path, &real, err);
  if (status) return status;
  (void)snprintf(name, sizeof name, "thesaurus-%016llx.db",
                 (unsigned long long)XXH3_64bits(real, strlen(real))); /* always fits */
  sse_home_path("XDG_CACHE_HOME", ".cache", name, cache);
  free(real);
  return cache->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Creates an empty file to compile to: in the cache's folder or, if `cache` is empty or that fails, in the
 * system's folder for temporary files, with `*lasts` false. */
static sse_status make_file(const sse_buffer *cache, sse_buffer *path, bool *lasts, sse_error *err) {
  const char *folder = getenv("TMPDIR");
  int file = -1;
  sse_error ignored;
  *lasts = cache->length > 0 && !sse_make_parents(cache->data, &ignored);
  if (*lasts) {
    sse_buffer_printf(path, "%s.XXXXXX", cache->data);
    if (!path->failed) file = mkostemp(path->data, O_CLOEXEC);
  }
  if (file < 0) {
    *lasts = false;
    sse_buffer_clear(path);
    sse_buffer_printf(path, "%s/ssesearch-XXXXXX", folder && *folder ? folder : "/tmp");
    if (!path->failed) file = mkostemp(path->data, O_CLOEXEC);
  }
  if (path->failed) {
    if (file >= 0) (void)close(file); /* nothing was written to it */
    return sse_fail_memory(err);
  }
  if (file < 0) return sse_fail_errno(err, errno, path->data, "cannot create");
  (void)close(file); /* nothing was written to it */
  return SSE_OK;
}

/* Compiles the file and opens the result. It is not synced: if a power failure damages it, it is compiled
 * again. */
static sse_status make_again(const char *path, const sse_buffer *cache, sse_buffer *stamp,
                             thesaurus_db **opened, sse_error *err) {
  sse_buffer file = {0};
  bool lasts;
  sse_status status = make_file(cache, &file, &lasts, err);
  if (!status) {
    status = compile(path, file.data, stamp->data, err);
    if (!status) status = thesaurus_open_compiled(file.data, stamp->data, opened, err);
    bool is_kept = !status && lasts && rename(file.data, cache->data) == 0;
    if (!is_kept) (void)unlink(file.data); /* an open file stays readable until it is closed */
  }
  sse_buffer_reset(&file);
  return status;
}

sse_status thesaurus_open(const char *path, thesaurus_db **opened, sse_error *err) {
  sse_buffer stamp = {0}, cache = {0};
  sse_error ignored;
  *opened = NULL;
  sse_status status = make_stamp(path, &stamp, err);
  if (!status) status = find_cache(path, &cache, err);
  bool is_there = !status && cache.length > 0 && access(cache.data, R_OK) == 0 &&
                  !thesaurus_open_compiled(cache.data, stamp.data, opened, &ignored);
  if (!status && !is_there) status = make_again(path, &cache, &stamp, opened, err);
  sse_buffer_reset(&stamp);
  sse_buffer_reset(&cache);
  return status;
}
