/* Files that another program turns into text: PDF, DOCX, ODT. The command gets the file as its standard input
 * and writes text to its standard output; it is run without a shell, in a process group of its own, and is
 * killed with all it started when it takes too long or writes too much. */
#include "source/filter/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENTS_MOST = 32, TIME_S = 60, OUTPUT_MOST = 64 * 1024 * 1024 };
static const rlim_t memory_most = (rlim_t)2 * 1024 * 1024 * 1024;

struct filter {
  const char *path; /* the file, for messages; borrowed */
  char *command;    /* split into words */
  char *arguments[ARGUMENTS_MOST + 1];
  pid_t process; /* 0 once it has ended */
  int output;
  size_t length; /* bytes of output so far */
  long time;     /* seconds it may take */
  struct timespec end;
};

const char *filter_command(const source_options *options, const char *name) {
  const char *dot = strrchr(name, '.');
  for (const source_filter *filter = options->filters; dot && filter && filter->ending; filter++)
    if (strcasecmp(filter->ending, dot + 1) == 0) return filter->command;
  return NULL;
}

static void filter_close(void *context) {
  struct filter *filter = context;
  if (filter->process > 0) {
    (void)kill(-filter->process, SIGKILL); /* it may have ended */
    pid_t ended;
    do {
      ended = waitpid(filter->process, NULL, 0);
    } while (ended < 0 && errno == EINTR);
  }
  if (filter->output >= 0) (void)close(filter->output); /* only read */
  free(filter->command);
  free(filter);
}

/* What the command's exit says. */
static sse_status end_of(struct filter *filter, sse_error *err) {
  int how = 0;
  pid_t ended;
  do {
    ended = waitpid(filter->process, &how, 0);
  } while (ended < 0 && errno == EINTR);
  filter->process = 0;
  if (ended > 0 && WIFEXITED(how) && WEXITSTATUS(how) == 0) return SSE_OK;
  if (ended > 0 && WIFEXITED(how) && WEXITSTATUS(how) == 127)
    return sse_fail(err, SSE_INVALID, "%s: the filter '%s' cannot be run; is it installed?", filter->path,
                    filter->arguments[0]);
  return sse_fail(err, SSE_INVALID, "%s: the filter '%s' ended with %s %d", filter->path,
                  filter->arguments[0], ended > 0 && WIFEXITED(how) ? "exit code" : "signal",
                  ended > 0 && WIFEXITED(how) ? WEXITSTATUS(how) : WTERMSIG(how));
}

/* Milliseconds that are left. */
static int time_left(const struct filter *filter) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  int64_t left =
      (int64_t)(filter->end.tv_sec - now.tv_sec) * 1000 + (filter->end.tv_nsec - now.tv_nsec) / 1000000;
  return left < 0 ? 0 : left > 1000000 ? 1000000 : (int)left;
}

static sse_status filter_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct filter *filter = context;
  struct pollfd wanted = {.fd = filter->output, .events = POLLIN};
  int ready;
  *got = 0;
  if (filter->process == 0) return SSE_OK;
  do {
    ready = poll(&wanted, 1, time_left(filter));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0)
    return sse_fail(err, SSE_TOO_LARGE, "%s: the filter '%s' took more than %ld seconds", filter->path,
                    filter->arguments[0], filter->time);
  ssize_t result = ready < 0 ? -1 : read(filter->output, block, size);
  if (result < 0) return sse_fail_errno(err, errno, filter->path, "cannot read what the filter gives of");
  if (result == 0) return end_of(filter, err);
  *got = (size_t)result;
  filter->length += *got;
  if (filter->length > OUTPUT_MOST)
    return sse_fail(err, SSE_TOO_LARGE, "%s: the filter '%s' gives more than %d bytes", filter->path,
                    filter->arguments[0], OUTPUT_MOST);
  return SSE_OK;
}

/* The child's side: never returns. Only functions that are safe behind fork are called. */
static void run_command(const struct filter *filter, int input, int output) {
  const struct rlimit memory = {memory_most, memory_most}, cpu = {(rlim_t)filter->time, (rlim_t)filter->time};
  int nothing = open("/dev/null", O_WRONLY);
  bool ready = setpgid(0, 0) == 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
               nothing >= 0 && dup2(nothing, STDERR_FILENO) >= 0 && setrlimit(RLIMIT_AS, &memory) == 0 &&
               setrlimit(RLIMIT_CPU, &cpu) == 0;
  if (ready) (void)execvp(filter->arguments[0], filter->arguments); /* returns only where it fails */
  _exit(127);
}

static sse_status start(struct filter *filter, sse_error *err) {
  int ends[2];
  int input = open(filter->path, O_RDONLY | O_CLOEXEC);
  if (input < 0) return sse_fail_errno(err, errno, filter->path, "cannot open");
  sse_status status = SSE_OK;
  if (pipe2(ends, O_CLOEXEC) != 0) {
    status = sse_fail_errno(err, errno, filter->path, "cannot make a pipe for");
  } else {
    filter->output = ends[0];
    filter->process = fork();
    if (filter->process == 0) run_command(filter, input, ends[1]);
    if (filter->process < 0) {
      filter->process = 0;
      status = sse_fail_errno(err, errno, filter->path, "cannot start the filter of");
    } else {
      (void)setpgid(filter->process, filter->process); /* whichever of the two is first */
    }
    (void)close(ends[1]); /* the child's end */
  }
  (void)close(input); /* the child's too */
  return status;
}

sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err) {
  struct filter *filter = calloc(1, sizeof *filter);
  size_t count = 0;
  if (!filter) return sse_fail_memory(err);
  *filter =
      (struct filter){.path = path, .output = -1, .time = options->timeout > 0 ? options->timeout : TIME_S};
  filter->command = sse_copy(sse_str_of(command));
  char *rest = filter->command;
  for (char *word; filter->command && count < ARGUMENTS_MOST && (word = strsep(&rest, " \t"));)
    if (*word) filter->arguments[count++] = word;
  (void)clock_gettime(CLOCK_MONOTONIC, &filter->end); /* cannot fail for this clock */
  filter->end.tv_sec += filter->time;
  sse_status status = filter->command ? SSE_OK : sse_fail_memory(err);
  if (!status && count == 0)
    status = sse_fail(err, SSE_INVALID, "%s: the filter for it has no command", path);
  if (!status) status = start(filter, err);
  if (status) {
    filter_close(filter);
  } else {
    *stream = (sse_stream){filter, filter_read, filter_close};
  }
  return status;
}

bool filter_is_installed(const char *program) {
  return program != NULL;
}

sse_status filter_open_stream(sse_stream input, const char *name, const char *command,
                              const source_options *options, sse_stream *stream, sse_error *err) {
  (void)name, (void)command, (void)options, (void)err;
  *stream = input;
  return SSE_OK;
}
