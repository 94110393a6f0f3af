/* Feeds any bytes to a reader of source/: that of the format FUZZ_FORMAT, or the one that detection chooses.
 * With FUZZ_ARCHIVE, only archives are read. Besides the sanitizers' checks, every item has a title and valid
 * UTF-8 text. Files read in portions are read again, with the portions known. Built and run by
 * scripts/fuzz. */
#include "source/container/container.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>
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

/* ---- Portions ----------------------------------------------------------------------------------- */

enum { PORTIONS_MOST = 8 };

/* The portions of a file that were read. */
struct portions {
  source_portion all[PORTIONS_MOST];
  size_t count;
  bool are_known; /* set for the second reading */
};

static sse_status take_portion(void *context, source_portion *portion, bool *is_known, sse_error *err) {
  const struct portions *portions = context;
  (void)err;
  *is_known = false;
  for (size_t i = 0; i < portions->count && portions->are_known; i++) {
    const source_portion *known = &portions->all[i];
    if (known->line != portion->line || memcmp(known->hash, portion->hash, sizeof portion->hash) != 0)
      continue;
    *portion = *known;
    *is_known = true;
  }
  return SSE_OK;
}

/* A copy of bytes that may include NULs. */
static char *copy_bytes(const char *bytes, size_t length) {
  char *copy = malloc(length + 1);
  if (!copy) abort();
  return length > 0 ? memcpy(copy, bytes, length) : copy;
}

static void keep_portion(void *context, const source_portion *portion) {
  struct portions *portions = context;
  if (portions->are_known || portions->count == PORTIONS_MOST) return;
  source_portion *kept = &portions->all[portions->count++];
  *kept = *portion;
  kept->losses.data = copy_bytes(portion->losses.data, portion->losses.length);
}

static void forget_portions(struct portions *portions) {
  for (size_t i = 0; i < portions->count; i++)
    free((char *)portions->all[i].losses.data); /* allocated here */
}

static void ignore_loss(void *context, const source_loss *loss) {
  (void)context, (void)loss;
}

static void ignore_problem(void *context, const char *message) {
  (void)context, (void)message;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static text_analyser *analyser;
  static char path[] = "/tmp/ssesearch-fuzz-XXXXXX";
  static int descriptor = -1;
  struct portions portions = {0};
  const source_handler handler = {.context = &portions,
                                  .on_item = check_item,
                                  .on_problem = ignore_problem,
                                  .on_loss = ignore_loss,
                                  .on_portion = take_portion,
                                  .on_portion_read = keep_portion};
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
  portions.are_known = true;
  if (portions.count > 0) (void)source_read(path, &options, analyser, &handler, &report, &err);
  forget_portions(&portions);
  return 0;
}
