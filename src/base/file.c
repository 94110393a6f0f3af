/* Reading a file forward in lines, within bounded memory, and making folders.
 * A line over the limit is an error and not a crash or a silent cut: a hundred megabytes without a newline is
 * not a news page. Devices and folders are refused, so that a walk never hangs on a terminal. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sse_lines {
  char *path;     /* as messages name it */
  int descriptor; /* -1 once closed */
  bool at_end;    /* the descriptor has no more bytes */
  size_t number;  /* lines returned */
  uint64_t bytes; /* consumed, line ends included */
  char *data;     /* bytes read and not consumed are data[start..end) */
  size_t start;
  size_t end;
  size_t capacity;
};

/* Reads once more behind data[end); grows the room where it is full. */
static sse_status fill(sse_lines *lines, sse_error *err) {
  if (lines->start > 0) {
    memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
    lines->end -= lines->start;
    lines->start = 0;
  }
  void *data = lines->data;
  if (!sse_array_reserve(&data, &lines->capacity, lines->end + SSE_LINES_PEEK, 1))
    return sse_fail_memory(err);
  lines->data = data;
  ssize_t got;
  do {
    got = read(lines->descriptor, lines->data + lines->end, lines->capacity - lines->end);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return sse_fail_errno(err, errno, lines->path, "cannot read");
  lines->at_end = got == 0;
  lines->end += (size_t)got;
  return SSE_OK;
}

static sse_status open_regular(sse_lines *lines, sse_error *err) {
  struct stat status;
  bool standard_input = strcmp(lines->path, "-") == 0;
  /* Without O_NONBLOCK opening a named pipe that nobody writes to would wait for ever. */
  lines->descriptor =
      standard_input ? dup(STDIN_FILENO) : open(lines->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (lines->descriptor < 0) return sse_fail_errno(err, errno, lines->path, "cannot open");
  if (fstat(lines->descriptor, &status) != 0)
    return sse_fail_errno(err, errno, lines->path, "cannot look at");
  if (S_ISDIR(status.st_mode)) return sse_fail(err, SSE_INVALID, "%s: is a folder, not a file", lines->path);
  if (!S_ISREG(status.st_mode) && !standard_input)
    return sse_fail(err, SSE_INVALID, "%s: is not a regular file", lines->path);
  return SSE_OK;
}

sse_status sse_lines_open(const char *path, sse_lines **lines, sse_error *err) {
  sse_lines *opened = calloc(1, sizeof *opened);
  sse_status status = SSE_OK;
  *lines = NULL;
  if (!opened) return sse_fail_memory(err);
  opened->descriptor = -1;
  opened->path = sse_copy(sse_str_of(path));
  if (!opened->path) status = sse_fail_memory(err);
  if (!status) status = open_regular(opened, err);
  while (!status && !opened->at_end && opened->end < SSE_LINES_PEEK)
    status = fill(opened, err);
  if (status) {
    sse_lines_close(opened);
  } else {
    *lines = opened;
  }
  return status;
}

void sse_lines_close(sse_lines *lines) {
  if (!lines) return;
  /* Opened for reading only: a failing close loses nothing. */
  if (lines->descriptor >= 0) (void)close(lines->descriptor);
  free(lines->path);
  free(lines->data);
  free(lines);
}

sse_str sse_lines_peek(const sse_lines *lines) {
  size_t length = lines->end - lines->start;
  return (sse_str){lines->data + lines->start, length < SSE_LINES_PEEK ? length : SSE_LINES_PEEK};
}

sse_status sse_lines_next(sse_lines *lines, sse_str *line, bool *more, sse_error *err) {
  size_t searched = 0;
  char *newline = NULL;
  for (;;) {
    size_t waiting = lines->end - lines->start;
    char *begin = lines->data + lines->start;
    newline = waiting > searched ? memchr(begin + searched, '\n', waiting - searched) : NULL;
    searched = newline ? (size_t)(newline - begin) : waiting;
    if (searched > SSE_LINES_LONGEST)
      return sse_fail(err, SSE_TOO_LARGE, "%s:%zu: the line is longer than %d bytes", lines->path,
                      lines->number + 1, SSE_LINES_LONGEST);
    if (newline || lines->at_end) break;
    sse_status status = fill(lines, err);
    if (status) return status;
  }
  *more = newline || searched > 0;
  if (!*more) return SSE_OK;
  const char *begin = lines->data + lines->start;
  size_t length = searched;
  if (newline && length > 0 && begin[length - 1] == '\r') length--;
  *line = (sse_str){begin, length};
  size_t consumed = searched + (newline ? 1 : 0);
  lines->start += consumed;
  lines->bytes += consumed;
  lines->number++;
  return SSE_OK;
}

size_t sse_lines_number(const sse_lines *lines) {
  return lines->number;
}

uint64_t sse_lines_bytes(const sse_lines *lines) {
  return lines->bytes;
}

sse_status sse_make_parents(const char *path, sse_error *err) {
  char *folder = sse_copy(sse_str_of(path));
  sse_status status = SSE_OK;
  if (!folder) return sse_fail_memory(err);
  char *first = folder[0] == '/' ? folder + 1 : folder; /* the root needs no making */
  for (char *slash = strchr(first, '/'); slash && !status; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
      status = sse_fail_errno(err, errno, folder, "cannot make the folder");
    *slash = '/';
  }
  free(folder);
  return status;
}
