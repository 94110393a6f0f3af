/* Files that another program turns into text: PDF, DOCX, ODT. It runs in a process group of its own, which is
 * killed as a whole: at the deadline, over a limit, or when the program itself has exited. Its exit is
 * checked for separately from the end of its output, since either may come without the other. If the kernel
 * has Landlock, it can write only to temporary files, and cannot reach other hosts. */
#include "source/filter/filter.h"
#include "base/buffer.h"
#include "base/confine.h"
#include "base/deadline.h"
#include "base/printable.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  ARGUMENTS_MOST = 32,
  TIME_S = 60,
  TIME_MOST_S = 86400,
  INPUT_MOST = 256 * 1024 * 1024,
  OUTPUT_MOST = 64 * 1024 * 1024,
  PIPE_SIZE = 1024 * 1024,
  WAIT_MOST_MS = 64 /* between two checks of whether the program has exited */
};
static const rlim_t memory_most = (rlim_t)2 * 1024 * 1024 * 1024; /* address space of a process */

struct filter {
  char *name;    /* of the file, for messages */
  char *command; /* split into words */
  char *arguments[ARGUMENTS_MOST + 1];
  sse_buffer program; /* the path of the first of them */
  const char *folder; /* for temporary files; the only one that it may write to */
  pid_t process;      /* 0 once it was waited for */
  int output;
  int errors;               /* a file in memory that receives its standard error */
  bool at_end;              /* of the output */
  size_t length;            /* bytes of output so far */
  long time;                /* that it may take, in seconds */
  struct timespec deadline; /* counted from the first read */
  bool is_timed;
};

const char *filter_command(const source_options *options, const char *name) {
  const char *dot = strrchr(name, '.');
  for (const source_filter *filter = options->filters; dot && filter && filter->ending; filter++)
    if (strcasecmp(filter->ending, dot + 1) == 0) return filter->command;
  return NULL;
}

/* ---- The program ------------------------------------------------------------------------------- */

static bool is_program(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Finds the program `name` as execvp does; `path` is empty if there is none. */
static void find_program(sse_str name, sse_buffer *path) {
  const char *folders = getenv("PATH");
  bool has_folder = name.length > 0 && memchr(name.data, '/', name.length);
  if (has_folder) sse_buffer_append_str(path, name);
  if (has_folder && !path->failed && is_program(path->data)) return;
  sse_buffer_clear(path);
  if (has_folder || name.length == 0) return;
  for (const char *rest = folders ? folders : "/usr/local/bin:/usr/bin:/bin"; rest;) {
    size_t length = strcspn(rest, ":");
    sse_buffer_append(path, length > 0 ? rest : ".", length > 0 ? length : 1);
    sse_buffer_append_text(path, "/");
    sse_buffer_append_str(path, name);
    if (path->failed || is_program(path->data)) return;
    sse_buffer_clear(path);
    rest = rest[length] ? rest + length + 1 : NULL;
  }
}

bool filter_is_installed(const char *command) {
  sse_buffer path = {0};
  sse_str name = sse_str_trim(sse_str_of(command));
  size_t length = 0;
  while (length < name.length && name.data[length] != ' ' && name.data[length] != '\t')
    length++;
  find_program(sse_str_part(name, 0, length), &path);
  bool found = path.length > 0;
  sse_buffer_reset(&path);
  return found;
}

/* ---- Reading its output ------------------------------------------------------------------------- */

/* Kills what is left of the process group; its leader has not been waited for, so the number is still valid.
 * Returns the leader's status as waitpid does; -1 if it is unknown. */
static int stop(struct filter *filter) {
  int how = -1;
  pid_t ended;
  if (filter->process <= 0) return how;
  (void)kill(-filter->process, SIGKILL); /* all of its processes may have exited */
  do {
    ended = waitpid(filter->process, &how, 0);
  } while (ended < 0 && errno == EINTR);
  filter->process = 0;
  return ended > 0 ? how : -1;
}

static void filter_close(void *context) {
  struct filter *filter = context;
  (void)stop(filter);                                   /* nobody needs its status any more */
  if (filter->output >= 0) (void)close(filter->output); /* only read */
  if (filter->errors >= 0) (void)close(filter->errors);
  sse_buffer_reset(&filter->program);
  free(filter->name);
  free(filter->command);
  free(filter);
}

static bool has_ended(const struct filter *filter) {
  siginfo_t information = {0};
  return waitid(P_PID, (id_t)filter->process, &information, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         information.si_pid == filter->process;
}

static sse_status fail_missing(const struct filter *filter, sse_error *err) {
  return sse_fail(err, SSE_NOT_FOUND, "%s: the filter '%s' cannot be run; is it installed?", filter->name,
                  filter->arguments[0]);
}

/* A file in memory for a program's error messages; what exceeds its size is lost. */
static int open_errors(void) {
  enum { ERRORS_MOST = 64 * 1024 };
  int file = memfd_create("ssesearch-filter", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file >= 0 && ftruncate(file, ERRORS_MOST) == 0 && fcntl(file, F_ADD_SEALS, F_SEAL_GROW) == 0)
    return file;
  if (file >= 0) (void)close(file); /* nothing is in it */
  return open("/dev/null", O_RDWR | O_CLOEXEC);
}

/* Appends the last line of the program's error messages. The file offset is shared with the program. */
static void append_complaint(const struct filter *filter, sse_buffer *out) {
  enum { LONGEST = 200 };
  char said[LONGEST + 1];
  off_t end = lseek(filter->errors, 0, SEEK_CUR), from = end > LONGEST ? end - LONGEST : 0;
  ssize_t length = end > 0 ? pread(filter->errors, said, (size_t)(end - from), from) : 0;
  while (length > 0 && sse_is_space(said[length - 1]))
    length--;
  if (length <= 0) return;
  said[length] = '\0';
  const char *newline = strrchr(said, '\n');
  sse_buffer_append_text(out, ": ");
  sse_append_printable(out, newline ? newline + 1 : said);
  if (strcasestr(said, "password")) sse_buffer_append_text(out, " (it is encrypted)");
}

/* The result that follows from the command's exit status. */
static sse_status end_of(struct filter *filter, sse_error *err) {
  int how = stop(filter);
  if (how == -1) return sse_fail(err, SSE_IO, "%s: cannot wait for the filter", filter->name);
  if (WIFEXITED(how) && WEXITSTATUS(how) == 0) return SSE_OK;
  if (WIFEXITED(how) && WEXITSTATUS(how) == 127) return fail_missing(filter, err);
  sse_buffer complaint = {0};
  append_complaint(filter, &complaint);
  sse_status status =
      sse_fail(err, SSE_INVALID, "%s: the filter '%s' ended with %s %d%s", filter->name, filter->arguments[0],
               WIFEXITED(how) ? "exit code" : "signal", WIFEXITED(how) ? WEXITSTATUS(how) : WTERMSIG(how),
               complaint.length > 0 && !complaint.failed ? complaint.data : "");
  sse_buffer_reset(&complaint);
  return status;
}

/* Waits for output, or only for time to pass if the output has ended; true if there is something to read. */
static bool wait_for_output(const struct filter *filter, unsigned milliseconds) {
  struct pollfd wanted = {.fd = filter->output, .events = POLLIN};
  unsigned left = sse_deadline_left(filter->deadline);
  /* An error, such as an interruption by a signal, counts as no output: the caller's loop checks again. */
  return poll(&wanted, filter->at_end ? 0 : 1, (int)(milliseconds < left ? milliseconds : left)) > 0;
}

static sse_status read_output(struct filter *filter, char *block, size_t size, size_t *got, sse_error *err) {
  ssize_t result = read(filter->output, block, size);
  if (result < 0 && errno == EINTR) return SSE_OK;
  if (result < 0) return sse_fail_errno(err, errno, filter->name, "cannot read the output of its filter");
  filter->at_end = result == 0;
  *got = (size_t)result;
  filter->length += *got;
  if (filter->length > OUTPUT_MOST)
    return sse_fail(err, SSE_TOO_LARGE, "%s: the filter '%s' outputs more than %d bytes", filter->name,
                    filter->arguments[0], OUTPUT_MOST);
  return SSE_OK;
}

static sse_status filter_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct filter *filter = context;
  unsigned wait = 1;
  *got = 0;
  if (!filter->is_timed) filter->deadline = sse_deadline_in((unsigned)filter->time * 1000);
  filter->is_timed = true;
  while (filter->process > 0 && *got == 0) {
    if (sse_deadline_is_over(filter->deadline))
      return sse_fail(err, SSE_TIMEOUT, "%s: the filter '%s' took more than %ld seconds", filter->name,
                      filter->arguments[0], filter->time);
    /* Checked before waiting, so that the wait sees everything written before the exit. */
    bool ended = has_ended(filter);
    if (ended) (void)kill(-filter->process, SIGKILL); /* processes it left behind may hold the output open */
    if (wait_for_output(filter, ended ? 0 : wait)) {
      sse_status status = read_output(filter, block, size, got, err);
      if (status) return status;
    } else if (ended) {
      return end_of(filter, err);
    } else if (wait < WAIT_MOST_MS) {
      wait *= 2;
    }
  }
  return SSE_OK;
}

/* ---- Starting it ------------------------------------------------------------------------------- */

/* Runs in the child and never returns. Other threads may have held locks at the fork, so all that is called
 * are functions that POSIX lists as safe and, on Linux, mere system calls (setrlimit, sse_confine). */
static void run_command(const struct filter *filter, int input, int output) {
  static const char refusal[] = "it was not run, since its rights cannot be limited\n";
  const struct rlimit memory = {memory_most, memory_most};
  const sse_confine_path allowed[] = {
      {"/", SSE_CONFINE_RUN}, {"/dev/null", SSE_CONFINE_WRITE}, {filter->folder, SSE_CONFINE_WRITE}};
  bool ready = setpgid(0, 0) == 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
               dup2(filter->errors, STDERR_FILENO) >= 0 && setrlimit(RLIMIT_AS, &memory) == 0;
  ready = ready && sse_confine(allowed, sizeof allowed / sizeof *allowed) != SSE_CONFINE_FAILED;
  if (ready) {
    (void)execv(filter->program.data, filter->arguments); /* returns only on failure */
    _exit(127);
  }
  (void)!write(filter->errors, refusal, sizeof refusal - 1); /* without it, the exit code alone says so */
  _exit(126);
}

static sse_status start(struct filter *filter, int input, sse_error *err) {
  int ends[2];
  sse_status status = SSE_OK;
  if (pipe2(ends, O_CLOEXEC) != 0)
    return sse_fail_errno(err, errno, filter->name, "cannot create a pipe for it");
  filter->output = ends[0];
  filter->errors = open_errors();
  (void)fcntl(ends[1], F_SETPIPE_SZ, PIPE_SIZE); /* so that it need not wait for a late reader */
  filter->process = fork();
  if (filter->process == 0) run_command(filter, input, ends[1]);
  if (filter->process < 0) {
    filter->process = 0;
    status = sse_fail_errno(err, errno, filter->name, "cannot start its filter");
  } else {
    (void)setpgid(filter->process, filter->process); /* parent and child both do it; either may be first */
  }
  (void)close(ends[1]); /* the child's end */
  return status;
}

static const char *temporary_folder(void) {
  const char *folder = getenv("TMPDIR");
  return folder && *folder ? folder : "/tmp";
}

/* Runs the command on `input`, and closes it. */
static sse_status open_on(int input, const char *name, const char *command, const source_options *options,
                          sse_stream *stream, sse_error *err) {
  struct filter *filter = calloc(1, sizeof *filter);
  sse_status status = filter ? SSE_OK : sse_fail_memory(err);
  size_t count = 0;
  if (!status) {
    long time = options->timeout > 0 ? options->timeout : TIME_S;
    *filter = (struct filter){.output = -1, .errors = -1, .time = time < TIME_MOST_S ? time : TIME_MOST_S};
    filter->folder = temporary_folder();
    filter->name = sse_copy(sse_str_of(name));
    filter->command = sse_copy(sse_str_of(command));
    char *rest = filter->command;
    for (char *word; filter->command && count < ARGUMENTS_MOST && (word = strsep(&rest, " \t"));)
      if (*word) filter->arguments[count++] = word;
    find_program(sse_str_of(filter->arguments[0]), &filter->program);
    if (!filter->name || !filter->command || filter->program.failed) status = sse_fail_memory(err);
  }
  if (!status && count == 0)
    status = sse_fail(err, SSE_INVALID, "%s: the filter for it has no command", name);
  if (!status && filter->program.length == 0) status = fail_missing(filter, err);
  if (!status) status = start(filter, input, err);
  (void)close(input); /* also after success: the child has its own */
  if (!status) {
    *stream = (sse_stream){filter, filter_read, filter_close};
  } else if (filter) {
    filter_close(filter);
  }
  return status;
}

static sse_status write_all(int file, const char *name, const char *bytes, size_t length, sse_error *err) {
  for (size_t written = 0; written < length;) {
    ssize_t result = write(file, bytes + written, length - written);
    if (result < 0 && errno != EINTR)
      return sse_fail_errno(err, errno, name, "cannot write it to a temporary file");
    if (result > 0) written += (size_t)result;
  }
  return SSE_OK;
}

/* Copies a stream, without the bytes before `from`, into the file, and its first bytes to `beginning`.
 * Programs may seek back to the beginning of their input, so the skipped bytes must not be in the file. */
static sse_status spool(const struct filter_input *input, int file, sse_buffer *beginning, sse_error *err) {
  char block[64 * 1024];
  size_t total = 0, got = 0;
  do {
    sse_status status = input->stream.read(input->stream.context, block, sizeof block, &got, err);
    if (status) return status;
    const size_t room = total < input->shown ? input->shown - total : 0;
    sse_buffer_append(beginning, block, got < room ? got : room);
    if (beginning->failed) return sse_fail_memory(err);
    const size_t before = total < input->from ? input->from - total : 0, passed = got < before ? got : before;
    total += got;
    if (total > INPUT_MOST)
      return sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %d bytes", input->name, INPUT_MOST);
    status = write_all(file, input->name, block + passed, got - passed, err);
    if (status) return status;
  } while (got > 0);
  if (lseek(file, 0, SEEK_SET) != 0) return sse_fail_errno(err, errno, input->name, "cannot be read again");
  return SSE_OK;
}

/* Opens an unnamed file that holds the content of a stream; the caller closes `*file`. */
static sse_status open_spooled(const struct filter_input *input, sse_buffer *beginning, int *file,
                               sse_error *err) {
  sse_buffer path = {0};
  sse_buffer_printf(&path, "%s/ssesearch-XXXXXX", temporary_folder());
  if (path.failed) return sse_fail_memory(err);
  *file = mkostemp(path.data, O_CLOEXEC);
  sse_status status = *file < 0 ? sse_fail_errno(err, errno, path.data, "cannot create") : SSE_OK;
  if (!status) {
    (void)unlink(path.data); /* if this fails, the system cleans up its temporary folder */
    status = spool(input, *file, beginning, err);
    if (status) (void)close(*file); /* nothing will be read from it */
  }
  sse_buffer_reset(&path);
  return status;
}

sse_status filter_open_stream(const struct filter_input *input, const char *command,
                              const source_options *options, sse_buffer *beginning, sse_stream *stream,
                              sse_error *err) {
  int file = -1;
  sse_status status = open_spooled(input, beginning, &file, err);
  input->stream.close(input->stream.context);
  return status ? status : open_on(file, input->name, command, options, stream, err);
}

sse_status filter_open(const char *path, const char *command, const source_options *options,
                       sse_stream *stream, sse_error *err) {
  struct stat status;
  /* Without O_NONBLOCK, opening a named pipe that has no writer would block for ever. */
  int input = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (input < 0) return sse_fail_errno(err, errno, path, "cannot open");
  if (fstat(input, &status) != 0 || !S_ISREG(status.st_mode)) {
    (void)close(input); /* nothing was read */
    return sse_fail(err, SSE_INVALID, "%s: is not a regular file", path);
  }
  return open_on(input, path, command, options, stream, err);
}
