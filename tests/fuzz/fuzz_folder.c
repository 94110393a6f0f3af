/* Feeds any bytes to source/ as a folder: the lines up to the first empty one are the names of its files, and
 * the rest is the content of each. The folder is walked and each file found is read, those ending in .x
 * through a filter; feeds.opml is read as a list of feeds. Built and run by scripts/fuzz. */
#include "base/buffer.h"
#include "base/path.h"
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MOST = 8 };

struct reading {
  text_analyser *analyser;
  source_ahead *ahead;
  source_options options;
};

static sse_status take_item(void *context, const source_item *item, sse_error *err) {
  (void)context, (void)err;
  if (item->title.length == 0) abort();
  return SSE_OK;
}

static sse_status take_feed(void *context, const char *address, const char *title, sse_error *err) {
  sse_buffer web = {0};
  (void)context, (void)err, (void)title;
  if (!*address) abort();
  (void)source_feed_address(address, &web);
  sse_buffer_reset(&web);
  return SSE_OK;
}

static void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

static void ignore_loss(void *context, const source_loss *loss) {
  (void)context, (void)loss;
}

static sse_status take_file(void *context, const source_file *file, sse_error *err) {
  struct reading *reading = context;
  const source_handler handler = {.on_item = take_item, .on_problem = ignore_problem, .on_loss = ignore_loss};
  source_report report;
  sse_error of_file;
  (void)err;
  source_ahead_start(reading->ahead, file->path, &reading->options);
  (void)source_read(file->path, &reading->options, reading->analyser, &handler, &report, &of_file);
  source_ahead_drop(reading->ahead, file->path);
  return SSE_OK;
}

static void read_list(const char *folder) {
  sse_buffer path = {0};
  sse_error err;
  sse_buffer_printf(&path, "%s/feeds.opml", folder);
  if (path.failed || !source_is_feed_list(path.data)) abort();
  const source_feed_list list = {
      .path = path.data, .name = "list", .on_feed = take_feed, .on_problem = ignore_problem};
  (void)source_read_feed_list(&list, &err);
  sse_buffer_reset(&path);
}

/* ---- The folder --------------------------------------------------------------------------------- */

/* Makes a file below the folder, along with the folders in its name; skips invalid names. */
static void make_file(int folder, sse_str name, const uint8_t *data, size_t size) {
  char path[256];
  if (name.length == 0 || name.length >= sizeof path || *name.data == '/' ||
      memchr(name.data, '\0', name.length) || memmem(name.data, name.length, "..", 2))
    return;
  memcpy(path, name.data, name.length);
  path[name.length] = '\0';
  for (char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdirat(folder, path, 0700) != 0 && errno != EEXIST) return;
    *slash = '/';
  }
  int file = openat(folder, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  if (write(file, data, size) != (ssize_t)size) abort();
  (void)close(file); /* a temporary file */
}

static void make_folder(const char *path, const uint8_t *data, size_t size) {
  const char *empty = memmem(data, size, "\n\n", 2);
  sse_str names = {(const char *)data, empty ? (size_t)(empty - (const char *)data) : size}, name;
  size_t begin = empty ? names.length + 2 : size, count = 0;
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) abort();
  for (size_t position = 0; sse_str_next(names, '\n', &position, &name) && count < FILES_MOST; count++)
    make_file(folder, name, data + begin, size - begin);
  (void)close(folder); /* opened for reading */
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where) {
  (void)info, (void)kind, (void)where;
  return remove(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const source_filter filters[] = {
      {"x", "cat"}, {"y", "false"}, {"z", "no-such-program-is-there"}, {NULL, NULL}};
  static text_analyser *analyser;
  char path[] = "/tmp/ssesearch-fuzz-XXXXXX";
  struct reading reading = {.options = {.filters = filters, .timeout = 5}};
  const source_walker walker = {&reading, take_file, ignore_problem, ignore_loss};
  sse_error err;
  if (!analyser && text_analyser_new(&analyser, &err)) abort();
  if (!mkdtemp(path) || source_ahead_new(&reading.ahead, &err)) abort();
  reading.analyser = analyser;
  make_folder(path, data, size);
  if (source_walk(path, &reading.options, &walker, &err)) abort();
  read_list(path);
  source_ahead_free(reading.ahead);
  if (nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS) != 0) abort();
  return 0;
}
