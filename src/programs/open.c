/* Opens an address in a browser, found like xdg-open(1) and others do: $BROWSER has commands separated by
 * colons ("firefox:w3m %s"), of which the first that can be run is used.
 * Commands are word lists and not shell lines, so nothing in an address is ever run as a command. */
#include "programs/open.h"
#include "base/url.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __APPLE__
extern char **environ;
static const char opener[] = "open";
#else
static const char opener[] = "xdg-open";
#endif

enum { WORDS_MOST = 32 };

/* ---- What is opened ------------------------------------------------------------------------------- */

/* Cuts a path down to the file in it: the rest names an entry of an archive. */
static sse_status find_file(char *path, sse_error *err) {
  struct stat file;
  char *slash;
  int result;
  while ((result = stat(path, &file)) != 0 && errno == ENOTDIR && (slash = strrchr(path, '/')) &&
         slash > path)
    *slash = '\0';
  return result == 0 ? SSE_OK : sse_fail_errno(err, errno, path, "cannot be opened");
}

sse_status open_find(const search_hit *hit, sse_buffer *address, sse_error *err) {
  static const char file[] = "file://";
  bool is_local = hit->url && strncmp(hit->url, "file:///", sizeof "file:///" - 1) == 0;
  if (hit->url && !is_local && !sse_url_is_web(sse_str_of(hit->url)))
    return sse_fail(err, SSE_INVALID, "'%.200s' is not opened: only http, https and file are", hit->url);
  if (!hit->url && !hit->path)
    return sse_fail(err, SSE_NOT_FOUND, "the item '%.100s' has neither an address nor a file", hit->id);
  if (hit->url) {
    sse_buffer_append_text(address, hit->url);
    return address->failed ? sse_fail_memory(err) : SSE_OK;
  }
  char *path = sse_copy(sse_str_of(hit->path));
  sse_status status = path ? find_file(path, err) : sse_fail_memory(err);
  if (!status) {
    sse_buffer_append_text(address, file);
    sse_url_append_encoded(address, path, "/");
  }
  free(path);
  return status || !address->failed ? status : sse_fail_memory(err);
}

/* ---- Commands ------------------------------------------------------------------------------------- */

/* Appends a word of a command, with %s replaced by the address and %% by a percent sign. */
static void append_word(sse_str word, const char *address, bool *has_address, sse_buffer *out) {
  for (size_t i = 0; i < word.length; i++) {
    bool is_percent = word.data[i] == '%' && i + 1 < word.length;
    bool is_place = is_percent && word.data[i + 1] == 's';
    if (is_place) sse_buffer_append_text(out, address);
    if (!is_place) sse_buffer_append(out, word.data + i, 1);
    if (is_place || (is_percent && word.data[i + 1] == '%')) i++;
    *has_address = *has_address || is_place;
  }
}

/* Makes the words of a command, each allocated, in a NULL-terminated array. `*count` is their number, 0 for a
 * blank command. */
static sse_status make_words(sse_str command, const char *address, char *words[WORDS_MOST + 2], size_t *count,
                             sse_error *err) {
  bool has_address = false;
  sse_str word;
  sse_status status = SSE_OK;
  *count = 0;
  for (size_t position = 0; !status && sse_str_next(command, ' ', &position, &word);) {
    sse_buffer whole = {0};
    if (word.length == 0) continue;
    if (*count == WORDS_MOST)
      return sse_fail(err, SSE_INVALID, "BROWSER: a command may have at most %d words", WORDS_MOST);
    append_word(word, address, &has_address, &whole);
    words[(*count)++] = whole.data;
    if (whole.failed) status = sse_fail_memory(err);
  }
  if (!status && *count > 0 && !has_address) {
    words[*count] = sse_copy(sse_str_of(address));
    if (!words[(*count)++]) status = sse_fail_memory(err);
  }
  return status;
}

/* Waits for a running command. */
static sse_status wait_for(pid_t process, const char *name, sse_error *err) {
  int result = 0;
  pid_t ended;
  do {
    ended = waitpid(process, &result, 0);
  } while (ended < 0 && errno == EINTR);
  if (ended < 0) return sse_fail_errno(err, errno, name, "cannot wait for it");
  if (WIFSIGNALED(result))
    return sse_fail(err, SSE_IO, "%s: was killed by signal %d", name, WTERMSIG(result));
  int code = WEXITSTATUS(result);
  return code == 0 ? SSE_OK
                   : sse_fail(err, SSE_IO, "%s: exited with status %d and opened nothing", name, code);
}

/* Runs a command with the address. SSE_NOT_FOUND if there is no such program. */
static sse_status run(sse_str command, const char *address, sse_error *err) {
  char *words[WORDS_MOST + 2] = {0};
  size_t count;
  pid_t process;
  sse_status status = make_words(command, address, words, &count, err);
  if (!status && !words[0]) status = sse_fail(err, SSE_NOT_FOUND, "BROWSER: an empty command");
  if (!status && words[0]) {
    int failed = posix_spawnp(&process, words[0], NULL, NULL, words, environ);
    status = failed == ENOENT || failed == EACCES
                 ? sse_fail(err, SSE_NOT_FOUND, "%s: there is no such program", words[0])
             : failed ? sse_fail_errno(err, failed, words[0], "cannot be run")
                      : wait_for(process, words[0], err);
  }
  for (size_t i = 0; i < count; i++)
    free(words[i]);
  return status;
}

sse_status open_address(const char *address, sse_error *err) {
  sse_status status = SSE_NOT_FOUND;
  sse_str command;
  for (size_t position = 0;
       status == SSE_NOT_FOUND && sse_str_next(sse_str_of(getenv("BROWSER")), ':', &position, &command);)
    status = run(command, address, err);
  if (status == SSE_NOT_FOUND) status = run(sse_str_of(opener), address, err);
  if (status == SSE_NOT_FOUND)
    return sse_fail(err, status, "there is no browser to open it with: set BROWSER, or install %s", opener);
  return status;
}
