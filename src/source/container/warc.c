/* Web archives (WARC 1.0 and 1.1, ISO 28500), record by record. A record is headers, an empty line, and a
 * block whose length the headers state; the block of a response begins with the HTTP headers. Compressed
 * archives come through the archive reader. */
#include "base/charset.h"
#include "source/container/container.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct warc {
  struct reader *reader;
  uint64_t left;                /* unread bytes of the current block */
  sse_buffer address, captured; /* of the current record; `captured` is its date */
  sse_buffer charset;           /* that the server declared */
  bool is_answer, is_http, is_page;
  bool is_chunked;    /* the body comes in chunks (RFC 9112, 7.1) */
  bool is_begun;      /* a chunk was read */
  sse_buffer pending; /* bytes of the body that were read already */
  uint64_t chunk;     /* unread bytes of the current chunk */
  size_t number;
};

bool warc_detect(sse_str beginning) {
  return beginning.length > 7 && memcmp(beginning.data, "WARC/1.", 7) == 0;
}

/* The value of a header line if it has that name; else empty. */
static sse_str value_of(sse_str line, const char *name) {
  size_t length = strlen(name);
  if (line.length <= length || line.data[length] != ':' || strncasecmp(line.data, name, length) != 0)
    return (sse_str){0};
  return sse_str_trim(sse_str_part(line, length + 1, line.length));
}

/* True for the types of pages and feeds, unlike those of styles, scripts and a crawler's own records. */
static bool is_page_type(sse_str type) {
  static const char *const types[] = {"text/html",       "text/xml",        "application/xhtml",
                                      "application/xml", "application/rss", "application/atom",
                                      "application/feed"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (sse_str_begins(type, types[i])) return true;
  return false;
}

static void take_type(struct warc *warc, sse_str type) {
  warc->is_page = is_page_type(type);
  sse_buffer_clear(&warc->charset);
  sse_buffer_append_str(&warc->charset, sse_charset_declared_type(type));
}

static bool read_length(sse_str text, uint64_t *length) {
  uint64_t value = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!sse_is_digit(text.data[i]) || value > UINT64_MAX / 10 - 1) return false;
    value = value * 10 + (uint64_t)(text.data[i] - '0');
  }
  *length = value;
  return text.length > 0;
}

static void take_header(struct warc *warc, sse_str line, bool *has_length) {
  sse_str type = value_of(line, "WARC-Type"), address = value_of(line, "WARC-Target-URI");
  sse_str length = value_of(line, "Content-Length"), content = value_of(line, "Content-Type");
  if (type.length > 0) warc->is_answer = sse_str_begins(type, "response") || sse_str_begins(type, "resource");
  if (content.length > 0) {
    warc->is_http = sse_str_begins(content, "application/http");
    take_type(warc, content);
  }
  if (length.length > 0) *has_length = read_length(length, &warc->left);
  sse_str captured = value_of(line, "WARC-Date");
  if (captured.length > 0) {
    sse_buffer_clear(&warc->captured);
    sse_buffer_append_str(&warc->captured, captured);
  }
  if (address.length > 1 && address.data[0] == '<') address = sse_str_part(address, 1, address.length - 1);
  if (address.length > 0) {
    sse_buffer_clear(&warc->address);
    sse_buffer_append_str(&warc->address, address);
  }
}

/* Reads the headers of the next record; `*more` is false at the end. */
static sse_status read_record(struct warc *warc, bool *more, sse_error *err) {
  bool begun = false, has_length = false;
  const char *path = warc->reader->path;
  warc->is_answer = warc->is_http = warc->is_page = warc->is_chunked = warc->is_begun = false;
  sse_buffer_clear(&warc->pending);
  warc->chunk = 0;
  warc->left = 0;
  sse_buffer_clear(&warc->address);
  sse_buffer_clear(&warc->captured);
  sse_buffer_clear(&warc->charset);
  for (;;) {
    sse_str line;
    sse_status status = reader_line(warc->reader, &line, more, err);
    if (status) return status;
    if (!*more && !begun) return SSE_OK;
    if (!*more) return sse_fail(err, SSE_INVALID, "%s: ends in the headers of a record", path);
    if (line.length == 0 && begun) break;
    if (line.length == 0) continue; /* two empty lines end the previous record */
    if (!begun && !warc_detect(line))
      return sse_fail(err, SSE_INVALID, "%s: is damaged: a record is expected", path);
    begun = true;
    take_header(warc, line, &has_length);
  }
  warc->number++;
  if (warc->address.failed || warc->captured.failed || warc->charset.failed) return sse_fail_memory(err);
  return has_length ? SSE_OK : sse_fail(err, SSE_INVALID, "%s: record %zu has no length", path, warc->number);
}

static sse_status block_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct warc *warc = context;
  *got = 0;
  if (warc->left == 0) return SSE_OK;
  sse_status status =
      reader_bytes(warc->reader, block, warc->left < size ? (size_t)warc->left : size, got, err);
  if (status) return status;
  warc->left -= *got;
  return *got > 0 ? SSE_OK
                  : sse_fail(err, SSE_INVALID, "%s: ends in the middle of a record", warc->reader->path);
}

/* Some crawlers join the chunks and leave the header in place: the line taken for a chunk's length is text,
 * and is put back. */
static sse_status take_back(struct warc *warc, sse_str line, size_t length, sse_error *err) {
  size_t kept = line.length < warc->left ? line.length : (size_t)warc->left;
  warc->is_chunked = false;
  sse_buffer_append(&warc->pending, line.data, kept);
  if (length <= warc->left) sse_buffer_append_text(&warc->pending, "\n");
  warc->left -= length <= warc->left ? length : warc->left; /* if the line ends with the record */
  return warc->pending.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Reads the line before a chunk, which is its length in hexadecimal; none comes after the last chunk. */
static sse_status begin_chunk(struct warc *warc, sse_error *err) {
  while (warc->left > 0) {
    sse_str line;
    bool more;
    sse_status status = reader_line(warc->reader, &line, &more, err);
    if (status) return status;
    size_t length = sse_lines_last_bytes(warc->reader->lines);
    sse_str digits = sse_str_trim(line);
    char *end = NULL;
    errno = 0;
    warc->chunk = digits.length > 0 ? strtoull(digits.data, &end, 16) : 0;
    bool is_length = digits.length > 0 && errno == 0 && end > digits.data &&
                     (*end == '\0' || strchr("; \t\r\n", *end)) && length <= warc->left;
    if (!is_length && digits.length > 0 && !warc->is_begun) return take_back(warc, line, length, err);
    bool is_bad = !more || length > warc->left || (!is_length && digits.length > 0);
    warc->left -= length < warc->left ? length : warc->left;
    if (is_bad)
      return sse_fail(err, SSE_INVALID, "%s: record %zu has a chunk without a length", warc->reader->path,
                      warc->number);
    warc->is_begun = true;
    if (is_length) return SSE_OK; /* else it is the line end after the previous chunk */
  }
  return SSE_OK;
}

static sse_status body_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct warc *warc = context;
  *got = 0;
  sse_status status = warc->is_chunked && warc->chunk == 0 ? begin_chunk(warc, err) : SSE_OK;
  if (!status && warc->pending.length > 0) {
    *got = warc->pending.length < size ? warc->pending.length : size;
    memcpy(block, warc->pending.data, *got);
    memmove(warc->pending.data, warc->pending.data + *got, warc->pending.length - *got);
    warc->pending.length -= *got;
    return SSE_OK;
  }
  if (status || !warc->is_chunked) return status ? status : block_read(context, block, size, got, err);
  if (!status && warc->chunk > 0)
    status = block_read(context, block, warc->chunk < size ? (size_t)warc->chunk : size, got, err);
  warc->chunk -= *got;
  return status;
}

static sse_status skip_block(struct warc *warc, sse_error *err) {
  char block[16 * 1024];
  size_t got;
  sse_status status;
  do {
    status = block_read(warc, block, sizeof block, &got, err);
  } while (!status && got > 0);
  return status;
}

/* Reads the HTTP headers of a response, up to its body. */
static sse_status read_answer(struct warc *warc, sse_error *err) {
  enum { OK_FIRST = '2' };
  bool is_first = true, is_good = false;
  for (;;) {
    sse_str line;
    bool more;
    sse_status status = reader_line(warc->reader, &line, &more, err);
    if (status) return status;
    size_t length = sse_lines_last_bytes(warc->reader->lines);
    if (!more || length > warc->left)
      return sse_fail(err, SSE_INVALID, "%s: record %zu ends in the headers of its response",
                      warc->reader->path, warc->number);
    warc->left -= length;
    if (line.length == 0) break;
    const char *space = is_first ? memchr(line.data, ' ', line.length) : NULL;
    if (space && space + 1 < line.data + line.length) is_good = space[1] == OK_FIRST;
    sse_str type = value_of(line, "Content-Type"), coding = value_of(line, "Transfer-Encoding");
    if (type.length > 0) take_type(warc, type);
    if (coding.length > 0) warc->is_chunked = sse_str_ends(coding, "chunked");
    is_first = false;
  }
  if (!is_good) warc->is_page = false;
  return SSE_OK;
}

static void block_close(void *context) {
  (void)context; /* the archive continues by itself */
}

static part_outcome next_record(void *context, struct part *part, sse_error *err) {
  struct warc *warc = context;
  for (;;) {
    bool more = true;
    if (skip_block(warc, err) || read_record(warc, &more, err)) return PART_CUT;
    if (!more) return PART_END;
    if (warc->address.failed) {
      (void)sse_fail_memory(err);
      return PART_CUT;
    }
    if (!warc->is_answer || warc->address.length == 0) continue;
    if (warc->is_http && read_answer(warc, err)) return PART_CUT;
    if (!warc->is_page) {
      account_pass_over(warc->reader->account, warc->address.data, sse_str_of("web answer"),
                        "not a page or feed");
      continue;
    }
    sse_buffer_printf(&part->name, "%s/%s", warc->reader->path, warc->address.data);
    sse_buffer_append_str(&part->base, sse_buffer_str(&warc->address));
    sse_buffer_append_str(&part->captured, sse_buffer_str(&warc->captured));
    sse_buffer_append_str(&part->charset, sse_buffer_str(&warc->charset));
    part->has_stream = true;
    part->stream = (sse_stream){warc, body_read, block_close};
    return PART;
  }
}

static void close_warc(void *context) {
  struct warc *warc = context;
  sse_buffer_reset(&warc->address);
  sse_buffer_reset(&warc->captured);
  sse_buffer_reset(&warc->charset);
  sse_buffer_reset(&warc->pending);
  free(warc);
}

sse_status warc_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct warc *warc = calloc(1, sizeof *warc);
  if (!warc) return sse_fail_memory(err);
  warc->reader = reader;
  *parts = (struct parts){.context = warc, .next = next_record, .close = close_warc};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
