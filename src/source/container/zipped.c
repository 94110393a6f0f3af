/* A document that is a zip file inside: all of its files with content become one item.
 * If one of them is damaged, so is the document.
 * format/package.h knows which files these are. */
#include "source/container/container.h"
#include "source/format/package.h"

#include <stdlib.h>
#include <string.h>

struct zipped {
  struct reader *reader;
  struct parts files;
  struct package *package;
  bool is_given;
};

/* Reads the content of a file, whose name in the archive follows the document's. */
static sse_status take_file(const struct zipped *zipped, struct part *file, sse_error *err) {
  const char *path = zipped->reader->path;
  sse_error failure;
  if (file->name.failed) return sse_fail_memory(err);
  size_t skipped = strlen(path) + 1;
  sse_str name = sse_buffer_str(&file->name);
  name = sse_str_part(name, skipped < name.length ? skipped : name.length, name.length);
  sse_status status = package_take(zipped->package, name, &file->stream, &failure);
  file->stream.close(file->stream.context);
  if (!status) return SSE_OK;
  if (status == SSE_NO_MEMORY) return sse_fail_memory(err);
  bool is_named = strncmp(failure.message, path, strlen(path)) == 0;
  return sse_fail(err, status, "%s%s%s", is_named ? "" : path, is_named ? "" : ": ", failure.message);
}

static part_outcome next_document(void *context, struct part *part, sse_error *err) {
  struct zipped *zipped = context;
  struct part file = {0};
  part_outcome outcome = PART;
  sse_status status = SSE_OK;
  if (zipped->is_given) return PART_END;
  zipped->is_given = true;
  while (!status && outcome == PART) {
    part_clear(&file);
    outcome = zipped->files.next(zipped->files.context, &file, err);
    if (outcome == PART) status = take_file(zipped, &file, err);
  }
  part_reset(&file);
  if (outcome == PART_END) status = package_end(zipped->package, &part->fields, err);
  return status || outcome != PART_END ? PART_CUT : PART;
}

static void close_zipped(void *context) {
  struct zipped *zipped = context;
  if (zipped->files.close) zipped->files.close(zipped->files.context);
  package_free(zipped->package);
  free(zipped);
}

sse_status zipped_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct zipped *zipped = calloc(1, sizeof *zipped);
  if (!zipped) return sse_fail_memory(err);
  zipped->reader = reader;
  sse_status status = package_new(reader, &zipped->package, err);
  if (!status) status = archive_open_some(reader, package_wants, &zipped->files, err);
  if (status) {
    close_zipped(zipped);
  } else {
    *parts = (struct parts){.context = zipped, .next = next_document, .close = close_zipped};
  }
  return status;
}
