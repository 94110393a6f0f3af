/* Feeds any bytes to a reader of source/: that of the format FUZZ_FORMAT, or the one that detection chooses.
 * With FUZZ_ARCHIVE, all but archives is passed over. Beside what the sanitizers see, an item has a title,
 * and all its text is valid UTF-8. Built and run by scripts/fuzz. */
#include "source/container/container.h"
#include "source/source.h"

#include <stdlib.h>
#include <unistd.h>
#include <utf8proc.h>

#ifndef FUZZ_FORMAT
#define FUZZ_FORMAT NULL
#endif

static void check_text(sse_str text) {
  for (size_t position = 0; position < text.length;) {
    utf8proc_int32_t code;
    utf8proc_ssize_t left = (utf8proc_ssize_t)(text.length - position);
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + position, left, &code);
    if (length < 1) abort();
    position += (size_t)length;
  }
}

static sse_status check_item(void *context, const source_item *item, sse_error *err) {
  const sse_str texts[] = {item->id, item->title, item->body, item->url, item->source, item->lang};
  (void)context, (void)err;
  if (item->title.length == 0 || (item->date.year != 0 && !sse_date_is_valid(item->date))) abort();
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    check_text(texts[i]);
  return SSE_OK;
}

static void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static text_analyser *analyser;
  static char path[] = "/tmp/ssesearch-fuzz-XXXXXX";
  static int descriptor = -1;
  const source_handler handler = {.on_item = check_item, .on_problem = ignore_problem};
  const source_options options = {.format = FUZZ_FORMAT};
  source_report report;
  sse_error err;
#ifdef FUZZ_ARCHIVE
  const sse_str bytes = {(const char *)data, size};
  if (!archive_detect(bytes) && !warc_detect(bytes)) return 0;
#endif
  if (!analyser && text_analyser_new(&analyser, &err)) return 0;
  if (descriptor < 0) descriptor = mkstemp(path);
  if (descriptor < 0 || ftruncate(descriptor, 0) != 0) abort();
  if (pwrite(descriptor, data, size, 0) != (ssize_t)size) abort();
  (void)source_read(path, &options, analyser, &handler, &report, &err);
  return 0;
}
