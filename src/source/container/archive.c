/* Compressed files and archives, by libarchive: gzip, zstd, xz, bzip2, zip and tar. Each file inside is read
 * as one of a folder would be; nothing is ever unpacked to the disk, so names that lead elsewhere lead
 * nowhere. What grows beyond all measure while it is unpacked is refused. */
#include "source/reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BLOCK = 64 * 1024 };

/* News compress to a tenth or a thirtieth; behind the first bytes, more than this is no news. */
static const int64_t growth_most = 200, unpacked_free = (int64_t)64 * 1024 * 1024;

struct packed {
  const char *path;
  struct archive *archive;
  sse_lines *lines; /* of the packed file */
  char *block;
  int64_t unpacked;
  sse_status status; /* of the last read of the packed file */
  sse_error failure;
};

bool archive_detect(sse_str beginning) {
  static const struct {
    const char *magic;
    size_t length, at;
  } known[] = {{"\x1F\x8B", 2, 0}, {"\x28\xB5\x2F\xFD", 4, 0}, {"\xFD\x37zXZ\0", 6, 0},
               {"BZh", 3, 0},      {"PK\x03\x04", 4, 0},       {"ustar", 5, 257}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (beginning.length >= known[i].at + known[i].length &&
        memcmp(beginning.data + known[i].at, known[i].magic, known[i].length) == 0)
      return true;
  return false;
}

static la_ssize_t give_block(struct archive *archive, void *context, const void **block) {
  struct packed *packed = context;
  size_t got = 0;
  packed->status = sse_lines_read(packed->lines, packed->block, BLOCK, &got, &packed->failure);
  if (packed->status) archive_set_error(archive, -1, "%s", packed->failure.message);
  *block = packed->block;
  return packed->status ? -1 : (la_ssize_t)got;
}

static sse_status fail(const struct packed *packed, sse_error *err) {
  const char *why = archive_error_string(packed->archive);
  if (packed->status) {
    *err = packed->failure;
    return packed->status;
  }
  if (archive_errno(packed->archive) == ENOMEM) return sse_fail_memory(err);
  return sse_fail(err, SSE_INVALID, "%s: cannot be unpacked: %s", packed->path, why ? why : "damaged");
}

/* ---- The stream of an entry -------------------------------------------------------------------- */

static sse_status entry_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct packed *packed = context;
  la_ssize_t result = archive_read_data(packed->archive, block, size);
  *got = result > 0 ? (size_t)result : 0;
  if (result < 0) return fail(packed, err);
  packed->unpacked += result;
  int64_t read = archive_filter_bytes(packed->archive, -1);
  if (packed->unpacked > unpacked_free && packed->unpacked / growth_most > read)
    return sse_fail(err, SSE_TOO_LARGE,
                    "%s: grows more than %d times while it is unpacked; this is no archive of news",
                    packed->path, (int)growth_most);
  return SSE_OK;
}

static void entry_close(void *context) {
  (void)context; /* the archive goes on to the next entry by itself */
}

/* The name an entry is shown and its format is told by: of a compressed file its own without the last ending.
 */
static void name_entry(const struct packed *packed, const char *inside, sse_buffer *name) {
  sse_buffer_clear(name);
  if (archive_format(packed->archive) != ARCHIVE_FORMAT_RAW) {
    sse_buffer_printf(name, "%s/%s", packed->path, inside);
    return;
  }
  const char *dot = strrchr(packed->path, '.'), *slash = strrchr(packed->path, '/');
  bool has_ending = dot && (!slash || dot > slash);
  sse_buffer_append(name, packed->path, has_ending ? (size_t)(dot - packed->path) : strlen(packed->path));
}

/* Like in a folder: names with a known ending, none that is hidden. */
static bool is_taken(struct packed *packed, struct archive_entry *entry, const char *inside) {
  if (archive_entry_filetype(entry) != AE_IFREG || !inside) return false;
  if (archive_format(packed->archive) == ARCHIVE_FORMAT_RAW) return true;
  return inside[0] != '.' && !strstr(inside, "/.") && strncmp(inside, "__MACOSX", 8) != 0 &&
         source_takes_name(inside);
}

static sse_status read_entries(struct packed *packed, void *context, archive_entry_fn *on_entry,
                               sse_error *err) {
  sse_buffer name = {0};
  sse_status status = SSE_OK;
  struct archive_entry *entry;
  int result = ARCHIVE_OK;
  while (!status && (result = archive_read_next_header(packed->archive, &entry)) == ARCHIVE_OK) {
    const char *inside = archive_entry_pathname(entry);
    sse_lines *lines = NULL;
    if (!is_taken(packed, entry, inside)) continue;
    name_entry(packed, inside, &name);
    if (name.failed) {
      status = sse_fail_memory(err);
    } else {
      status = sse_lines_new(name.data, (sse_stream){packed, entry_read, entry_close}, &lines, err);
    }
    if (!status) status = on_entry(context, name.data, lines, err);
  }
  if (!status && result != ARCHIVE_EOF && result != ARCHIVE_WARN) status = fail(packed, err);
  sse_buffer_reset(&name);
  return status;
}

sse_status archive_walk(const char *path, sse_lines *lines, void *context, archive_entry_fn *on_entry,
                        sse_error *err) {
  struct packed packed = {
      .path = path, .lines = lines, .archive = archive_read_new(), .block = malloc(BLOCK)};
  sse_status status = packed.archive && packed.block ? SSE_OK : sse_fail_memory(err);
  if (!status) {
    bool ready = archive_read_support_filter_all(packed.archive) >= ARCHIVE_WARN &&
                 archive_read_support_format_zip(packed.archive) == ARCHIVE_OK &&
                 archive_read_support_format_tar(packed.archive) == ARCHIVE_OK &&
                 archive_read_support_format_raw(packed.archive) == ARCHIVE_OK &&
                 archive_read_open2(packed.archive, &packed, NULL, give_block, NULL, NULL) == ARCHIVE_OK;
    status = ready ? read_entries(&packed, context, on_entry, err) : fail(&packed, err);
  }
  if (packed.archive) (void)archive_read_free(packed.archive); /* only read */
  free(packed.block);
  return status;
}
