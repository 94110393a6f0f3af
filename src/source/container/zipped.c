/* A document that is a zip file inside: all of its files with content become one item, or the sheets of a
 * spreadsheet, which are tables. If one of them is damaged, so is the document.
 * format/package.h and format/workbook.h know which files these are. */
#include "source/container/container.h"
#include "source/format/formats.h"
#include "source/format/package.h"
#include "source/format/workbook.h"

#include <stdlib.h>
#include <string.h>

struct zipped {
  struct reader *reader;
  struct parts files;
  struct package *package; /* of a document, else NULL */
  struct workbook *workbook;
  bool is_read;
};

/* Reads the content of a file, whose name in the archive follows the document's. */
static sse_status take_file(const struct zipped *zipped, struct part *file, sse_error *err) {
  if (file->name.failed) return sse_fail_memory(err);
  size_t skipped = strlen(zipped->reader->path) + 1;
  sse_str name = sse_buffer_str(&file->name);
  name = sse_str_part(name, skipped < name.length ? skipped : name.length, name.length);
  sse_status status = zipped->workbook ? workbook_take(zipped->workbook, name, &file->stream, err)
                                       : package_take(zipped->package, name, &file->stream, err);
  file->stream.close(file->stream.context);
  return status;
}

/* Puts the document's name at the beginning of a message that lacks it. */
static sse_status name_failure(const struct zipped *zipped, const sse_error *failure, sse_error *err) {
  const char *path = zipped->reader->path;
  bool is_named = strncmp(failure->message, path, strlen(path)) == 0;
  if (failure->status == SSE_NO_MEMORY) return sse_fail_memory(err);
  return sse_fail(err, failure->status, "%s%s%s", is_named ? "" : path, is_named ? "" : ": ",
                  failure->message);
}

/* Reads all files. A document then gives its item to `fields`. */
static part_outcome read_files(struct zipped *zipped, struct fields *fields, sse_error *err) {
  struct part file = {0};
  sse_error failure = {0};
  part_outcome outcome = PART;
  sse_status status = SSE_OK;
  zipped->is_read = true;
  while (!status && outcome == PART) {
    part_clear(&file);
    outcome = zipped->files.next(zipped->files.context, &file, err);
    if (outcome == PART) status = take_file(zipped, &file, &failure);
  }
  part_reset(&file);
  if (!status && outcome != PART_END) return PART_CUT;
  if (!status)
    status = zipped->workbook ? workbook_end(zipped->workbook, &failure)
                              : package_end(zipped->package, fields, &failure);
  if (status) (void)name_failure(zipped, &failure, err);
  return status ? PART_CUT : PART;
}

static part_outcome next_document(void *context, struct part *part, sse_error *err) {
  struct zipped *zipped = context;
  return zipped->is_read ? PART_END : read_files(zipped, &part->fields, err);
}

static part_outcome next_sheet(void *context, struct part *part, sse_error *err) {
  struct zipped *zipped = context;
  part_outcome outcome = zipped->is_read ? PART : read_files(zipped, NULL, err);
  return outcome == PART ? workbook_next(zipped->workbook, part, err) : outcome;
}

static void close_zipped(void *context) {
  struct zipped *zipped = context;
  if (zipped->files.close) zipped->files.close(zipped->files.context);
  package_free(zipped->package);
  workbook_free(zipped->workbook);
  free(zipped);
}

sse_status zipped_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct zipped *zipped = calloc(1, sizeof *zipped);
  const bool is_workbook = format_is_workbook(reader->path, reader_beginning(reader));
  if (!zipped) return sse_fail_memory(err);
  zipped->reader = reader;
  sse_status status =
      is_workbook ? workbook_new(reader, &zipped->workbook, err) : package_new(reader, &zipped->package, err);
  if (!status)
    status = archive_open_some(reader, is_workbook ? workbook_wants : package_wants, &zipped->files, err);
  if (status) {
    close_zipped(zipped);
  } else {
    *parts = (struct parts){
        .context = zipped, .next = is_workbook ? next_sheet : next_document, .close = close_zipped};
  }
  return status;
}
