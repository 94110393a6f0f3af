/* The text of a message, from GMime's tree of its parts. The plain text of an alternative is taken unless it
 * is only a stub. A message in a message is a separate item if it is attached and has an id, or is in a
 * digest, which may be a single text. Attachments and parts that are not text are counted. */
#include "source/format/letter.h"
#include "base/charset.h"
#include "source/format/digest.h"
#include "source/format/mime.h"
#include "source/format/wrapped.h"
#include "source/page/html.h"

#include <string.h>

enum {
  DEEPEST = 64,        /* nesting of parts */
  STUB_LONGEST = 2000, /* bytes */
  STUB_SHARE = 10      /* plain text is a stub if the HTML next to it is this many times as long */
};

static sse_status read_part(struct letter *letter, GMimeObject *object, int depth, sse_error *err);

static bool is_type(GMimeObject *object, const char *type, const char *subtype) {
  return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype);
}

/* Returns true for an invalid type such as "text": the part is then plain text (RFC 2045, 5.2). */
static bool has_no_type(GMimeObject *object) {
  GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), "Content-Type");
  const char *value = header ? g_mime_header_get_raw_value(header) : NULL;
  return !value || !memchr(value, '/', strcspn(value, ";\n"));
}

/* Counts a part that is not taken, by the extension of its name or else its type. */
static void pass_over(const struct letter *letter, GMimeObject *object) {
  const char *name = GMIME_IS_PART(object) ? g_mime_part_get_filename(GMIME_PART(object)) : NULL;
  const char *dot = name ? strrchr(name, '.') : NULL;
  char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
  account_pass_over(letter->reader->account, letter->where, sse_str_of(dot ? dot : type),
                    "a part of a message that is attached or not text");
  g_free(type);
}

/* ---- Content ------------------------------------------------------------------------------------ */

/* Appends a stream from its beginning. */
static void append_stream(GMimeStream *stream, sse_buffer *out) {
  char block[16 * 1024];
  ssize_t got = 0;
  (void)g_mime_stream_reset(stream); /* in memory: cannot fail */
  while ((got = g_mime_stream_read(stream, block, sizeof block)) > 0)
    sse_buffer_append(out, block, (size_t)got);
}

/* Appends a part's decoded content. Base64 and quoted-printable are decoded here: base64 ends at its own end,
 * whatever a list appends to it, and trailing white space is not part of quoted-printable. */
static void append_content(GMimePart *part, sse_buffer *out) {
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  GMimeContentEncoding encoding = g_mime_part_get_content_encoding(part);
  sse_buffer encoded = {0};
  if (!content) return;
  if (encoding == GMIME_CONTENT_ENCODING_BASE64 || encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE) {
    append_stream(g_mime_data_wrapper_get_stream(content), &encoded);
    if (encoding == GMIME_CONTENT_ENCODING_BASE64) {
      mime_decode_base64(sse_buffer_str(&encoded), out);
    } else {
      mime_decode_quoted(sse_buffer_str(&encoded), false, out);
    }
  } else {
    GMimeStream *decoded = g_mime_stream_mem_new();
    (void)g_mime_data_wrapper_write_to_stream(content, decoded); /* as far as it can be read */
    append_stream(decoded, out);
    g_object_unref(decoded);
  }
  out->failed = out->failed || encoded.failed;
  sse_buffer_reset(&encoded);
}

/* Turns text/enriched (RFC 1896) into HTML. */
static void append_enriched(sse_str text, sse_buffer *html) {
  GMimeStream *memory = g_mime_stream_mem_new(), *filtered = g_mime_stream_filter_new(memory);
  GMimeFilter *filter = g_mime_filter_enriched_new(0);
  (void)g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), filter);
  (void)g_mime_stream_write(filtered, text.data ? text.data : "", text.length); /* into memory */
  (void)g_mime_stream_flush(filtered);
  append_stream(memory, html);
  g_object_unref(filter);
  g_object_unref(filtered);
  g_object_unref(memory);
}

/* Appends a text to the letter's text, on a new line. */
static sse_status append_text(struct letter *letter, GMimeObject *object, sse_str text, bool is_html,
                              sse_error *err) {
  const char *format = g_mime_object_get_content_type_parameter(object, "format");
  const char *deletes = g_mime_object_get_content_type_parameter(object, "delsp");
  sse_error failure;
  if (letter->text.length > 0) sse_buffer_append_text(&letter->text, "\n");
  if (is_html) {
    sse_status status = html_text(text, &letter->text, &failure);
    letter->is_rich = true;
    if (status == SSE_TOO_LARGE) {
      account_problem(letter->reader->account, true, failure.message);
      return SSE_OK;
    }
    if (status) *err = failure;
    return status;
  }
  if (format && sse_str_is(sse_str_of(format), "flowed")) {
    wrapped_append_flowed(text, deletes && sse_str_is(sse_str_of(deletes), "yes"), &letter->text);
  } else {
    wrapped_append(text, &letter->text);
  }
  return letter->text.failed ? sse_fail_memory(err) : SSE_OK;
}

static void attach(struct letter *letter, GMimeMessage *message) {
  if (!letter->attached) letter->attached = g_ptr_array_new_with_free_func(g_object_unref);
  g_ptr_array_add(letter->attached, g_object_ref(message));
}

/* Takes the messages of a plain-text digest as separate items; `*text` becomes the preamble before them. */
static sse_status take_digest(struct letter *letter, sse_str *text, sse_error *err) {
  sse_str preamble, rest;
  sse_buffer bytes = {0};
  if (!digest_detect(*text, &preamble, &rest)) return SSE_OK;
  *text = preamble;
  while (digest_next(&rest, &bytes) && !bytes.failed) {
    GMimeMessage *message = letter_parse(sse_buffer_str(&bytes));
    if (message) {
      attach(letter, message);
      g_object_unref(message);
    }
  }
  sse_status status = bytes.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&bytes);
  return status;
}

/* Adds a text part. */
static sse_status read_text(struct letter *letter, GMimePart *part, sse_error *err) {
  GMimeObject *object = GMIME_OBJECT(part);
  bool is_html = is_type(object, "text", "html");
  bool is_enriched = is_type(object, "text", "enriched") || is_type(object, "text", "richtext");
  const struct reader *reader = letter->reader;
  const char *charset = g_mime_object_get_content_type_parameter(object, "charset");
  sse_buffer bytes = {0}, text = {0}, html = {0};
  sse_status status = SSE_OK;
  append_content(part, &bytes);
  sse_str content = sse_buffer_str(&bytes), label = sse_str_of(charset);
  if (is_html && label.length == 0) label = sse_charset_declared_html(content);
  if (is_html && letter->wants_page && letter->page.length == 0) {
    sse_buffer_append_str(&letter->page, content);
    sse_buffer_append_text(&letter->page_charset, charset ? charset : "");
  } else {
    status = mime_append_charset(content, label, reader->options->charset, &text,
                                 &reader->account->report->repaired, err);
    if (!status && is_enriched) append_enriched(sse_buffer_str(&text), &html);
    sse_str plain = sse_buffer_str(is_enriched ? &html : &text);
    if (!status && !is_html && !is_enriched) status = take_digest(letter, &plain, err);
    if (!status) status = append_text(letter, object, plain, is_html || is_enriched, err);
  }
  bool failed =
      bytes.failed || text.failed || html.failed || letter->page.failed || letter->page_charset.failed;
  sse_buffer_reset(&bytes);
  sse_buffer_reset(&text);
  sse_buffer_reset(&html);
  return !status && failed ? sse_fail_memory(err) : status;
}

/* ---- The tree ----------------------------------------------------------------------------------- */

static bool is_text(GMimeObject *object) {
  static const char *const subtypes[] = {"plain", "html", "enriched", "richtext", "markdown", "x-markdown"};
  for (size_t i = 0; i < sizeof subtypes / sizeof *subtypes; i++)
    if (is_type(object, "text", subtypes[i])) return true;
  return has_no_type(object);
}

/* The boundary that a text shows but the header does not name: its first line, if a part's header is below
 * it. Borrowed from the text; none if there is none. */
static sse_str shown_boundary(sse_str text) {
  enum { LONGEST = 70 }; /* bytes (RFC 2046, 5.1.1) */
  sse_str line = {0}, next = {0};
  size_t position = 0;
  while (line.length == 0 && sse_str_next(text, '\n', &position, &line))
    line = sse_str_trim(line);
  bool is_followed = sse_str_next(text, '\n', &position, &next) && sse_str_begins(next, "content-");
  bool is_one = sse_str_begins(line, "--") && line.length > 2 && line.length <= LONGEST + 2 &&
                !memchr(line.data, '"', line.length) && !memchr(line.data, '\\', line.length);
  return is_one && is_followed ? sse_str_part(line, 2, line.length) : (sse_str){0};
}

/* Reads a multipart again whose header names no boundary. */
static sse_status read_unbounded(struct letter *letter, GMimeMultipart *multipart, sse_str boundary,
                                 int depth, sse_error *err) {
  GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
  sse_buffer bytes = {0};
  sse_buffer_printf(&bytes, "Content-Type: multipart/%s; boundary=\"%.*s\"\n\n",
                    g_mime_content_type_get_media_subtype(type), (int)boundary.length, boundary.data);
  sse_buffer_append_text(&bytes, g_mime_multipart_get_prologue(multipart));
  sse_status status = bytes.failed ? sse_fail_memory(err) : SSE_OK;
  GMimeMessage *message = status ? NULL : letter_parse(sse_buffer_str(&bytes));
  GMimeObject *body = message ? g_mime_message_get_mime_part(message) : NULL;
  if (body) status = read_part(letter, body, depth, err);
  if (message) g_object_unref(message);
  sse_buffer_reset(&bytes);
  return status;
}

/* Reads the text before the first boundary, if that boundary never comes. */
static sse_status read_prologue(struct letter *letter, GMimeMultipart *multipart, int depth, sse_error *err) {
  const char *prologue = g_mime_multipart_get_prologue(multipart);
  bool is_named = g_mime_object_get_content_type_parameter(GMIME_OBJECT(multipart), "boundary") != NULL;
  sse_str boundary = shown_boundary(sse_str_of(prologue));
  sse_buffer text = {0};
  if (!is_named && boundary.length > 0) return read_unbounded(letter, multipart, boundary, depth, err);
  sse_status status =
      mime_append_charset(sse_str_of(prologue), (sse_str){0}, letter->reader->options->charset, &text,
                          &letter->reader->account->report->repaired, err);
  if (!status) status = append_text(letter, GMIME_OBJECT(multipart), sse_buffer_str(&text), false, err);
  sse_buffer_reset(&text);
  return status;
}

/* Keeps the version of a text that was read into `version`: the first plain one, the last rich one. */
static void keep_version(struct letter *version, sse_buffer *plain, sse_buffer *rich) {
  sse_buffer *kept = version->is_rich ? rich : plain;
  bool has_words = sse_str_trim(sse_buffer_str(&version->text)).length > 0;
  if (version->text.failed || (has_words && (version->is_rich || kept->length == 0))) {
    sse_buffer before = *kept;
    *kept = version->text;
    version->text = before;
  }
  sse_buffer_reset(&version->text);
}

/* Returns true for plain text that only points to the HTML version: it is far shorter, or most of its words
 * do not occur there. `rich` is NUL-terminated. */
static bool is_stub(const sse_buffer *plain, const sse_buffer *rich) {
  size_t words = 0, found = 0;
  sse_str text = sse_str_trim(sse_buffer_str(plain)), word;
  if (text.length == 0) return true;
  if (text.length > STUB_LONGEST || rich->length <= text.length) return false;
  if (rich->length / STUB_SHARE > text.length) return true;
  for (size_t position = 0; sse_str_next(text, ' ', &position, &word);) {
    char copy[32]; /* longer words are skipped: they are addresses */
    word = sse_str_trim(word);
    if (word.length == 0 || word.length >= sizeof copy) continue;
    memcpy(copy, word.data, word.length);
    copy[word.length] = '\0';
    words++;
    found += strcasestr(rich->data, copy) != NULL;
  }
  return 2 * found < words;
}

static sse_status read_alternatives(struct letter *letter, GMimeMultipart *multipart, int depth,
                                    sse_error *err) {
  struct letter version = *letter;
  sse_buffer plain = {0}, rich = {0};
  sse_status status = SSE_OK;
  for (int i = 0; i < g_mime_multipart_get_count(multipart) && !status; i++) {
    version.text = (sse_buffer){0};
    version.is_rich = false;
    status = read_part(&version, g_mime_multipart_get_part(multipart, i), depth, err);
    keep_version(&version, &plain, &rich);
  }
  bool is_rich = rich.length > 0 && is_stub(&plain, &rich);
  const sse_buffer *best = is_rich ? &rich : &plain;
  letter->page = version.page;
  letter->page_charset = version.page_charset;
  letter->attached = version.attached;
  letter->is_rich = letter->is_rich || is_rich;
  if (letter->text.length > 0 && best->length > 0) sse_buffer_append_text(&letter->text, "\n");
  sse_buffer_append_str(&letter->text, sse_buffer_str(best));
  if (plain.failed || rich.failed) letter->text.failed = true;
  sse_buffer_reset(&plain);
  sse_buffer_reset(&rich);
  return status;
}

static sse_status read_multipart(struct letter *letter, GMimeMultipart *multipart, int depth,
                                 sse_error *err) {
  bool was_in_digest = letter->is_in_digest;
  sse_status status = SSE_OK;
  int count = g_mime_multipart_get_count(multipart);
  if (count == 0) return read_prologue(letter, multipart, depth, err);
  if (is_type(GMIME_OBJECT(multipart), "multipart", "alternative"))
    return read_alternatives(letter, multipart, depth, err);
  letter->is_in_digest = is_type(GMIME_OBJECT(multipart), "multipart", "digest");
  for (int i = 0; i < count && !status; i++)
    status = read_part(letter, g_mime_multipart_get_part(multipart, i), depth, err);
  letter->is_in_digest = was_in_digest;
  return status;
}

/* Returns true for a message that is an item: mail has an id, but digests may leave it out. If the digest has
 * none either, nothing would identify the message in the next run. */
static bool is_item(const struct letter *letter, GMimeMessage *message) {
  GMimeObject *object = GMIME_OBJECT(message);
  if (g_mime_object_get_header(object, "Message-ID")) return true;
  return letter->is_in_digest && letter->has_id && g_mime_object_get_header(object, "Subject");
}

/* Reads a message in another one: as a separate item if it is attached or in a digest; a message that is
 * inline, or returned in a report, is a part of the text. */
static sse_status read_attached(struct letter *letter, GMimeMessage *message, bool is_own, int depth,
                                sse_error *err) {
  GMimeObject *body = g_mime_message_get_mime_part(message);
  if (is_own && is_item(letter, message)) {
    attach(letter, message);
    return SSE_OK;
  }
  return body ? read_part(letter, body, depth, err) : SSE_OK;
}

/* Reads an encoded message, which GMime takes for an ordinary file. */
static sse_status read_encoded_message(struct letter *letter, GMimePart *part, bool is_own, int depth,
                                       sse_error *err) {
  sse_buffer bytes = {0};
  append_content(part, &bytes);
  sse_status status = bytes.failed ? sse_fail_memory(err) : SSE_OK;
  GMimeMessage *message = status ? NULL : letter_parse(sse_buffer_str(&bytes));
  if (message) {
    status = read_attached(letter, message, is_own, depth, err);
    g_object_unref(message);
  }
  sse_buffer_reset(&bytes);
  return status;
}

/* Corrects a part that declares its type twice: the first counts, but GMime takes the last. `*again` is the
 * part read again, which the caller unrefs, or NULL. */
static sse_status read_first_type(GMimePart *part, GMimeMessage **again, sse_error *err) {
  GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(part));
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  sse_buffer bytes = {0};
  size_t types = 0;
  *again = NULL;
  for (int i = 0; i < g_mime_header_list_get_count(headers); i++) {
    GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
    sse_str name = sse_str_of(g_mime_header_get_name(header));
    bool says_type = sse_str_is(name, "content-type");
    types += says_type;
    if (!sse_str_begins(name, "content-") || (says_type && types > 1)) continue;
    sse_buffer_printf(&bytes, "%s: ", g_mime_header_get_name(header));
    sse_buffer_append_str(&bytes, sse_str_trim(sse_str_of(g_mime_header_get_raw_value(header))));
    sse_buffer_append_text(&bytes, "\n");
  }
  sse_buffer_append_text(&bytes, "\n");
  if (types > 1 && content) append_stream(g_mime_data_wrapper_get_stream(content), &bytes);
  bool failed = bytes.failed;
  if (types > 1 && !failed) *again = letter_parse(sse_buffer_str(&bytes));
  sse_buffer_reset(&bytes);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status read_file(struct letter *letter, GMimePart *part, bool is_attachment, int depth,
                            sse_error *err) {
  GMimeObject *object = GMIME_OBJECT(part);
  GMimeMessage *again = NULL;
  sse_status status = read_first_type(part, &again, err);
  GMimeObject *body = again ? g_mime_message_get_mime_part(again) : NULL;
  if (body) status = read_part(letter, body, depth + 1, err);
  if (again) g_object_unref(again);
  if (status || body) return status;
  if (is_type(object, "message", "rfc822"))
    return read_encoded_message(letter, part, is_attachment || letter->is_in_digest, depth + 1, err);
  if (!is_attachment && is_text(object)) return read_text(letter, part, err);
  if (!letter->wants_page) pass_over(letter, object); /* otherwise it belongs to the page's appearance */
  return SSE_OK;
}

static sse_status read_part(struct letter *letter, GMimeObject *object, int depth, sse_error *err) {
  const char *disposition = g_mime_object_get_disposition(object);
  bool is_attachment = depth > 0 && disposition && sse_str_is(sse_str_of(disposition), "attachment");
  if (depth >= DEEPEST) {
    pass_over(letter, object);
    return SSE_OK;
  }
  if (GMIME_IS_MULTIPART(object)) return read_multipart(letter, GMIME_MULTIPART(object), depth + 1, err);
  if (GMIME_IS_PART(object)) return read_file(letter, GMIME_PART(object), is_attachment, depth, err);
  GMimeMessage *message =
      GMIME_IS_MESSAGE_PART(object) ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) : NULL;
  if (message) return read_attached(letter, message, is_attachment || letter->is_in_digest, depth + 1, err);
  pass_over(letter, object);
  return SSE_OK;
}

/* ---- A message ---------------------------------------------------------------------------------- */

GMimeMessage *letter_parse(sse_str bytes) {
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.data ? bytes.data : "", bytes.length);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  g_object_unref(parser);
  g_object_unref(stream);
  return message;
}

sse_status letter_read(struct letter *letter, GMimeMessage *message, sse_error *err) {
  GMimeObject *body = g_mime_message_get_mime_part(message);
  return body ? read_part(letter, body, 0, err) : SSE_OK;
}

const char *letter_charset(GMimeMessage *message) {
  GMimeObject *object = g_mime_message_get_mime_part(message);
  while (object && GMIME_IS_MULTIPART(object) && g_mime_multipart_get_count(GMIME_MULTIPART(object)) > 0)
    object = g_mime_multipart_get_part(GMIME_MULTIPART(object), 0);
  return object ? g_mime_object_get_content_type_parameter(object, "charset") : NULL;
}

void letter_clear(struct letter *letter) {
  sse_buffer_clear(&letter->text);
  sse_buffer_clear(&letter->page);
  sse_buffer_clear(&letter->page_charset);
  letter->wants_page = letter->is_rich = letter->is_in_digest = false;
}

void letter_reset(struct letter *letter) {
  sse_buffer_reset(&letter->text);
  sse_buffer_reset(&letter->page);
  sse_buffer_reset(&letter->page_charset);
}
