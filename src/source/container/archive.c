/* Compressed files and archives, by libarchive: gzip, zstd, xz, bzip2, zip, 7z, tar.
 * Each file inside is a part, with the name that the archive gives it, in UTF-8 whatever the locale.
 * Unpacked bytes are counted against packed ones, including those of skipped files. */
#include "base/charset.h"
#include "source/container/beside.h"
#include "source/container/container.h"
#include "source/container/maildir.h"
#include "source/container/names.h"
#include "source/format/formats.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

/* News compresses to between a tenth and a thirtieth; what grows more than this, after the first bytes, is
 * not news. */
static const int64_t growth_most = 200, unpacked_free = (int64_t)64 * 1024 * 1024;

struct packed {
  struct reader *reader;   /* of the packed file */
  archive_wants_fn *wants; /* NULL: files that a reader takes */
  struct archive *archive;
  struct archive_entry
      *header; /* of the current entry; made here, since libarchive crashes if it cannot make one */
  char *block;
  struct beside beside;
  int spool; /* a copy of the packed file, if its format is read from the end; else -1 */
  int64_t unpacked;
  locale_t locale;  /* can represent names in all scripts; 0 if there is none */
  const char *data; /* of the current entry: unpacked and not yet read */
  size_t data_length;
  bool is_damaged; /* the current entry is */
  bool has_entries;
  sse_buffer entry;  /* the current entry's name, as messages have it */
  int64_t retried;   /* bytes read when a header could last not be read */
  bool is_open;      /* one of its parts is */
  bool is_over;      /* it grew too large */
  sse_status status; /* of the last read of the packed file */
  sse_error failure;
};

bool archive_detect(sse_str beginning) {
  static const struct {
    const char *magic;
    size_t length, at;
  } known[] = {
      {"\x1F\x8B", 2, 0},   {"\x28\xB5\x2F\xFD", 4, 0}, {"\xFD\x37zXZ\0", 6, 0},      {"BZh", 3, 0},
      {"PK\x03\x04", 4, 0}, {"PK\x05\x06", 4, 0},       {"7z\xBC\xAF\x27\x1C", 6, 0}, {"ustar", 5, 257}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (beginning.length >= known[i].at + known[i].length &&
        memcmp(beginning.data + known[i].at, known[i].magic, known[i].length) == 0)
      return true;
  return false;
}

static sse_status fail(const struct packed *packed, sse_error *err) {
  const char *name = packed->is_open && packed->entry.length > 0 ? packed->entry.data : packed->reader->path;
  const char *why = archive_error_string(packed->archive);
  if (packed->status) {
    *err = packed->failure;
    return packed->status;
  }
  /* Some memory failures, such as those in zlib, are not reported as libarchive's own; they show only in
   * errno, which malloc sets (POSIX). */
  if (archive_errno(packed->archive) == ENOMEM || errno == ENOMEM) return sse_fail_memory(err);
  return sse_fail(err, SSE_INVALID, "%s: cannot be unpacked: %s", name, why ? why : "damaged");
}

/* ---- The packed bytes -------------------------------------------------------------------------- */

static la_ssize_t give_block(struct archive *archive, void *context, const void **block) {
  struct packed *packed = context;
  size_t got = 0;
  *block = packed->block;
  if (packed->spool >= 0) {
    ssize_t result = read(packed->spool, packed->block, BLOCK);
    if (result < 0) archive_set_error(archive, errno, "%s", strerror(errno));
    return result;
  }
  packed->status = reader_bytes(packed->reader, packed->block, BLOCK, &got, &packed->failure);
  if (packed->status) archive_set_error(archive, -1, "%s", packed->failure.message);
  return packed->status ? -1 : (la_ssize_t)got;
}

static la_int64_t seek_spool(struct archive *archive, void *context, la_int64_t offset, int from) {
  const struct packed *packed = context;
  off_t at = lseek(packed->spool, (off_t)offset, from);
  if (at < 0) archive_set_error(archive, errno, "%s", strerror(errno));
  return at < 0 ? ARCHIVE_FATAL : at;
}

/* True for formats whose directory is at their end. */
static bool needs_seeking(sse_str beginning) {
  return beginning.length > 4 &&
         (memcmp(beginning.data, "PK", 2) == 0 || memcmp(beginning.data, "7z", 2) == 0);
}

/* Copies the packed file to an unnamed one, so that it can be read from its end. */
static sse_status spool(struct packed *packed, sse_error *err) {
  FILE *file = tmpfile();
  sse_status status;
  size_t got;
  if (!file) return sse_fail_errno(err, errno, packed->reader->path, "cannot copy");
  do {
    status = reader_bytes(packed->reader, packed->block, BLOCK, &got, err);
    if (!status && fwrite(packed->block, 1, got, file) != got)
      status = sse_fail_errno(err, errno, packed->reader->path, "cannot copy");
  } while (!status && got > 0);
  if (!status && fflush(file) != 0) status = sse_fail_errno(err, errno, packed->reader->path, "cannot copy");
  if (!status) {
    packed->spool = dup(fileno(file));
    if (packed->spool < 0 || lseek(packed->spool, 0, SEEK_SET) != 0)
      status = sse_fail_errno(err, errno, packed->reader->path, "cannot copy");
  }
  (void)fclose(file); /* flushed above; its descriptor was duplicated */
  return status;
}

/* ---- The unpacked bytes ------------------------------------------------------------------------ */

/* Counts the unpacked bytes against the packed ones; fails if they grow too much. */
static sse_status count(struct packed *packed, int64_t bytes, sse_error *err) {
  packed->unpacked += bytes;
  int64_t read = archive_filter_bytes(packed->archive, -1);
  if (packed->unpacked <= unpacked_free || packed->unpacked / growth_most <= read) return SSE_OK;
  packed->is_over = true;
  return sse_fail(err, SSE_TOO_LARGE,
                  "%s: unpacks to more than %d times its size; it is not an archive of news",
                  packed->reader->path, (int)growth_most);
}

/* Puts the next block of the entry into `packed->data`; it is empty at the end. After a warning, such as a
 * wrong checksum, the bytes are still returned, and the entry then ends as damaged. */
static sse_status next_block(struct packed *packed, sse_error *err) {
  const void *data = NULL;
  size_t size = 0;
  la_int64_t offset = 0;
  int result;
  errno = 0;
  do {
    result = archive_read_data_block(packed->archive, &data, &size, &offset);
    if (result == ARCHIVE_WARN && !packed->is_damaged) packed->is_damaged = true;
  } while (result == ARCHIVE_OK && size == 0);
  packed->data = data;
  packed->data_length = result == ARCHIVE_OK || result == ARCHIVE_WARN ? size : 0;
  if (packed->data_length > 0) return SSE_OK;
  if (result == ARCHIVE_EOF && !packed->is_damaged) return SSE_OK;
  return fail(packed, err);
}

static sse_status entry_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct packed *packed = context;
  sse_status status = packed->data_length == 0 ? next_block(packed, err) : SSE_OK;
  *got = 0;
  if (status) return status;
  if (packed->data_length == 0) return count(packed, 0, err);
  *got = packed->data_length < size ? packed->data_length : size;
  memcpy(block, packed->data, *got);
  packed->data += *got;
  packed->data_length -= *got;
  return count(packed, (int64_t)*got, err);
}

/* Reads to the end of the current entry, so that unread bytes are counted too. If the archive is not
 * compressed as a whole, libarchive skips the entry without unpacking it. */
static sse_status skip_entry(struct packed *packed, sse_error *err) {
  size_t got;
  sse_status status;
  bool is_packed =
      archive_filter_count(packed->archive) > 1 || archive_format(packed->archive) == ARCHIVE_FORMAT_7ZIP;
  if (!is_packed) return SSE_OK;
  do {
    status = entry_read(packed, packed->block, BLOCK, &got, err);
  } while (!status && got > 0);
  return status;
}

static void entry_close(void *context) {
  (void)context; /* the archive continues with the next entry by itself */
}

/* ---- Entries ----------------------------------------------------------------------------------- */

/* The name by which an entry is shown and its format recognised. A compressed file has its own, without the
 * ending for compression. */
static void name_entry(const struct packed *packed, sse_str inside, sse_buffer *name) {
  const char *path = packed->reader->path;
  if (archive_format(packed->archive) != ARCHIVE_FORMAT_RAW) {
    sse_buffer_printf(name, "%s/%.*s", path, (int)inside.length, inside.data);
    return;
  }
  size_t length = format_is_packed_name(path) ? (size_t)(strrchr(path, '.') - path) : strlen(path);
  sse_buffer_append(name, path, length);
}

/* True if a part of the path begins with a dot, except ".", ".." and folders of a Maildir, or if macOS added
 * the file. */
static bool is_hidden(const char *inside) {
  if (strncmp(inside, "__MACOSX", 8) == 0) return true;
  for (const char *name = inside; name; name = strchr(name, '/')) {
    name += *name == '/';
    size_t length = strcspn(name, "/");
    bool is_dots = length <= 2 && strspn(name, ".") >= length;
    bool is_maildir = strncmp(name + length, "/cur/", 5) == 0 || strncmp(name + length, "/new/", 5) == 0;
    if (length > 0 && name[0] == '.' && !is_dots && !is_maildir) return true;
  }
  return false;
}

/* True for the files next to the web archives in a WACZ file (Web Archive Collection Zipped, 1.1.1): indexes
 * and lists of the contents. */
static bool is_of_wacz(const char *path, const char *inside) {
  return sse_str_ends(sse_str_of(path), ".wacz") && strncmp(inside, "archive/", 8) != 0;
}

/* What happens to a file of the archive, by its name. */
typedef enum archive_fate {
  FATE_TAKEN,
  FATE_UNKNOWN, /* its content decides */
  FATE_IGNORED  /* not even named */
} archive_fate;

/* As in a folder, files with a known ending and letters of a Maildir are taken. */
static archive_fate fate_of(const struct packed *packed, const char *inside) {
  const struct reader *reader = packed->reader;
  if (packed->wants) return packed->wants(sse_str_of(inside)) ? FATE_TAKEN : FATE_IGNORED;
  if (archive_format(packed->archive) == ARCHIVE_FORMAT_RAW) return FATE_TAKEN;
  if (is_hidden(inside) || is_of_wacz(reader->path, inside)) return FATE_IGNORED;
  bool is_known = format_is_taken(reader->options, inside) || maildir_is_letter(inside);
  return is_known ? FATE_TAKEN : FATE_UNKNOWN;
}

/* True if a reader takes an entry by its first bytes, as in a folder. Otherwise the entry is closed, also if
 * it cannot be read. */
static bool is_taken_by_content(const struct packed *packed, const char *inside, struct part *part) {
  sse_str beginning;
  sse_error ignored;
  bool is_taken = !sse_stream_peek(&part->stream, FORMAT_LOOKED_AT, &beginning, &ignored) &&
                  format_takes_beginning(packed->reader->options, inside, beginning);
  if (is_taken) return true;
  part->stream.close(part->stream.context);
  return false;
}

/* Fills in the part for a file of the archive; PART_END if it is not to be read. */
static part_outcome take_file(const struct packed *packed, const char *inside, sse_stream stream,
                              struct part *part, sse_error *err) {
  bool is_encrypted = archive_entry_is_data_encrypted(packed->header);
  archive_fate fate = fate_of(packed, inside);
  if (fate == FATE_IGNORED) return PART_END;
  if (fate == FATE_TAKEN && is_encrypted) {
    (void)sse_fail(err, SSE_INVALID, "%s: is encrypted", part->name.data);
    return PART_BAD;
  }
  part->stream = stream;
  part->has_stream = fate == FATE_TAKEN || (!is_encrypted && is_taken_by_content(packed, inside, part));
  if (part->has_stream) return PART;
  account_pass_over(packed->reader->account, part->name.data, format_ending(inside), format_reason(inside));
  return PART_END;
}

/* Fills in the part for an entry; PART_END if it is not to be read. */
static part_outcome take_entry(struct packed *packed, struct archive_entry *entry, struct part *part,
                               sse_error *err) {
  sse_buffer inside = {0};
  part_outcome outcome = PART_END;
  bool is_link = archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK;
  bool is_file = archive_entry_filetype(entry) == AE_IFREG && !is_link;
  bool is_raw = archive_format(packed->archive) == ARCHIVE_FORMAT_RAW;
  sse_status status = names_append(entry, &inside, err);
  if (!status) name_entry(packed, sse_buffer_str(&inside), &part->name);
  if (!status && (inside.failed || part->name.failed)) status = sse_fail_memory(err);
  sse_buffer_clear(&packed->entry);
  sse_buffer_append_str(&packed->entry, sse_buffer_str(&part->name));
  if (status) {
    outcome = PART_BAD;
  } else if (is_file && inside.length == 0 && !is_raw) {
    (void)sse_fail(err, SSE_INVALID, "%s: a file in it has a name that cannot be read", packed->reader->path);
    outcome = PART_BAD;
  } else if (!is_file && archive_entry_filetype(entry) != AE_IFDIR) {
    account_pass_over(packed->reader->account, part->name.data, sse_str_of(is_link ? "link" : "device"),
                      is_link ? "its target is read under its own name" : "not a regular file");
  } else if (is_file) {
    outcome = take_file(packed, inside.data ? inside.data : "", (sse_stream){packed, entry_read, entry_close},
                        part, err);
    if (outcome == PART) beside_find(&packed->beside, sse_buffer_str(&inside), &part->described);
  }
  sse_buffer_reset(&inside);
  return outcome;
}

static part_outcome find_entry(struct packed *packed, struct part *part, sse_error *err) {
  for (;;) {
    /* Skip what the last part's reader left unread or refused. */
    sse_status status = packed->is_over ? SSE_TOO_LARGE : packed->is_open ? skip_entry(packed, err) : SSE_OK;
    if (status == SSE_TOO_LARGE && packed->is_over) return count(packed, 0, err) ? PART_CUT : PART_END;
    packed->is_open = false; /* failures from here on are the archive's */
    errno = 0;
    int result = archive_read_next_header2(packed->archive, packed->header);
    if (result == ARCHIVE_EOF && packed->has_entries) return PART_END;
    if (result == ARCHIVE_EOF) {
      (void)sse_fail(err, SSE_INVALID, "%s: is empty", packed->reader->path);
      return PART_CUT;
    }
    if (result == ARCHIVE_RETRY && archive_filter_bytes(packed->archive, 0) > packed->retried) {
      packed->retried = archive_filter_bytes(packed->archive, 0);
      (void)fail(packed, err); /* the next header may still be found */
      return PART_BAD;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
      (void)fail(packed, err);
      return PART_CUT;
    }
    packed->is_open = packed->has_entries = true;
    packed->data_length = 0;
    packed->is_damaged = false;
    sse_buffer_clear(&part->name);
    part_outcome outcome = take_entry(packed, packed->header, part, err);
    if (outcome != PART_END) return outcome;
  }
}

/* libarchive converts names to the locale's characters, and gives up on those that the locale lacks. */
static part_outcome next_entry(void *context, struct part *part, sse_error *err) {
  struct packed *packed = context;
  locale_t before = packed->locale ? uselocale(packed->locale) : (locale_t)0;
  part_outcome outcome = find_entry(packed, part, err);
  if (packed->locale) (void)uselocale(before); /* the thread's previous locale: cannot fail */
  return outcome;
}

static void close_archive(void *context) {
  struct packed *packed = context;
  if (packed->locale) freelocale(packed->locale);
  archive_entry_free(packed->header);
  if (packed->archive) (void)archive_read_free(packed->archive); /* only read */
  if (packed->spool >= 0) (void)close(packed->spool);            /* an unnamed copy */
  sse_buffer_reset(&packed->entry);
  beside_reset(&packed->beside);
  free(packed->block);
  free(packed);
}

/* Only formats that libarchive unpacks itself: a filter that would run another program returns ARCHIVE_WARN.
 * Those that always run one (lrzip, lzop, grzip) are not listed at all. */
static bool support(struct archive *archive) {
  return archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
         archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
         archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
         archive_read_support_filter_zstd(archive) == ARCHIVE_OK &&
         archive_read_support_format_zip(archive) == ARCHIVE_OK &&
         archive_read_support_format_7zip(archive) == ARCHIVE_OK &&
         archive_read_support_format_tar(archive) == ARCHIVE_OK &&
         archive_read_support_format_raw(archive) == ARCHIVE_OK &&
         archive_read_support_format_empty(archive) == ARCHIVE_OK;
}

/* Looks at a zip file for tables that describe its files, whose names may be in any script. */
static sse_status look_beside(struct packed *packed, sse_error *err) {
  locale_t before = packed->locale ? uselocale(packed->locale) : (locale_t)0;
  sse_status status = beside_look(packed->spool, &packed->beside, err);
  if (packed->locale) (void)uselocale(before); /* the thread's previous locale: cannot fail */
  return status;
}

static sse_status open_packed(struct packed *packed, sse_error *err) {
  bool is_zip = sse_str_begins(reader_beginning(packed->reader), "PK");
  sse_status status = needs_seeking(reader_beginning(packed->reader)) ? spool(packed, err) : SSE_OK;
  if (!status && is_zip && !packed->wants) status = look_beside(packed, err);
  if (status) return status;
  struct archive *archive = packed->archive;
  errno = 0;
  bool ready = support(archive) && archive_read_set_read_callback(archive, give_block) == ARCHIVE_OK &&
               archive_read_set_callback_data(archive, packed) == ARCHIVE_OK &&
               (packed->spool < 0 || archive_read_set_seek_callback(archive, seek_spool) == ARCHIVE_OK) &&
               archive_read_open1(archive) == ARCHIVE_OK;
  return ready ? SSE_OK : fail(packed, err);
}

sse_status archive_open_some(struct reader *reader, archive_wants_fn *wants, struct parts *parts,
                             sse_error *err) {
  struct packed *packed = calloc(1, sizeof *packed);
  if (!packed) return sse_fail_memory(err);
  *packed = (struct packed){
      .reader = reader, .wants = wants, .archive = archive_read_new(), .block = malloc(BLOCK), .spool = -1};
  if (packed->archive) packed->header = archive_entry_new2(packed->archive);
  packed->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  sse_status status = packed->header && packed->block ? open_packed(packed, err) : sse_fail_memory(err);
  if (status) {
    close_archive(packed);
  } else {
    *parts = (struct parts){.context = packed, .next = next_entry, .close = close_archive};
  }
  return status;
}

sse_status archive_open(struct reader *reader, struct parts *parts, sse_error *err) {
  return archive_open_some(reader, NULL, parts, err);
}
