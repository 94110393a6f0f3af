/* Newsletters: one message (RFC 5322, .eml) or a mailbox of many (mbox, RFC 4155), each an item.
 * A message's text is its plain part, else its HTML one; one that a browser saved (MHTML) is read as the page
 * it holds. Lines are taken as they come, so that memory holds one part of one message. */
#include "base/charset.h"
#include "source/format/mime.h"
#include "source/format/readers.h"
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 8 /* multipart in multipart */ };

struct mime_part {
  sse_buffer type, encoding, disposition;
};

struct mail {
  struct reader *reader;
  sse_error *err;
  struct part *item; /* being filled */
  struct mime_part part;
  size_t number;
  bool is_mbox, blank;
  bool has_next;      /* the line at hand begins the next message */
  sse_buffer header;  /* unfolded */
  sse_buffer content; /* of the part at hand, encoded */
  sse_buffer plain, html;
  sse_buffer preamble;   /* what stands before the first boundary: all there is where that never comes */
  bool has_boundary;     /* one was met */
  sse_buffer saved_from; /* the address of a page that a browser saved as a message */
  sse_buffer page;       /* that page, in its own character set */
  size_t page_read;      /* bytes of it that were given away */
  sse_buffer boundaries[DEEPEST];
  size_t depth;
  bool in_headers; /* of the message or of a part */
  bool in_message; /* those of the message */
  bool in_leaf;    /* in the content of a part that may be text */
};

static void mime_part_clear(struct mime_part *part) {
  sse_buffer_clear(&part->type);
  sse_buffer_clear(&part->encoding);
  sse_buffer_clear(&part->disposition);
}

/* ---- Headers ----------------------------------------------------------------------------------- */

/* The name in an address header: "Federation <news@example.org>" gives Federation. */
static sse_str name_of(sse_str from) {
  const char *bracket = from.length > 0 ? memchr(from.data, '<', from.length) : NULL;
  sse_str name = bracket ? sse_str_trim(sse_str_part(from, 0, (size_t)(bracket - from.data))) : from;
  if (name.length > 1 && name.data[0] == '"' && name.data[name.length - 1] == '"')
    name = sse_str_part(name, 1, name.length - 1);
  return name;
}

static sse_status append_header(const struct mail *mail, sse_str value, sse_buffer *out) {
  return mime_append_header(value, mail->reader->options->charset, out,
                            &mail->reader->account->report->repaired, mail->err);
}

static sse_status take_message_header(struct mail *mail, sse_str name, sse_str value) {
  sse_buffer from = {0};
  sse_buffer *raw = mail->item->fields.raw;
  sse_status status = SSE_OK;
  bool bracketed = value.length > 1 && value.data[0] == '<' && value.data[value.length - 1] == '>';
  sse_str inner = bracketed ? sse_str_part(value, 1, value.length - 1) : value;
  if (sse_str_equal(name, sse_str_of("subject"))) {
    status = append_header(mail, value, &raw[FIELD_TITLE]);
  } else if (sse_str_equal(name, sse_str_of("from"))) {
    status = append_header(mail, value, &from);
    sse_buffer_append_str(&raw[FIELD_SOURCE], name_of(sse_buffer_str(&from)));
  } else if (sse_str_equal(name, sse_str_of("date"))) {
    sse_buffer_append_str(&raw[FIELD_DATE], value);
  } else if (sse_str_equal(name, sse_str_of("message-id"))) {
    sse_buffer_append_str(&raw[FIELD_ID], inner);
  } else if (sse_str_equal(name, sse_str_of("archived-at"))) {
    sse_buffer_append_str(&raw[FIELD_URL], inner);
  } else if (sse_str_equal(name, sse_str_of("snapshot-content-location"))) {
    sse_buffer_append_str(&mail->saved_from, inner);
  } else if (sse_str_equal(name, sse_str_of("content-language"))) {
    sse_buffer_append_str(&raw[FIELD_LANG], value);
  }
  sse_buffer_reset(&from);
  return status;
}

/* Takes the header that was gathered. What memory was short for is found out at the message's end. */
static sse_status end_header(struct mail *mail) {
  char lower[32]; /* longer than any name that is looked for */
  sse_str header = sse_buffer_str(&mail->header);
  const char *colon = header.length > 0 ? memchr(header.data, ':', header.length) : NULL;
  size_t length = colon ? (size_t)(colon - header.data) : 0;
  sse_status status = SSE_OK;
  if (length > 0 && length < sizeof lower) {
    for (size_t i = 0; i < length; i++)
      lower[i] =
          (char)(header.data[i] >= 'A' && header.data[i] <= 'Z' ? header.data[i] | 0x20 : header.data[i]);
    sse_str name = {lower, length}, value = sse_str_trim(sse_str_part(header, length + 1, header.length));
    if (sse_str_equal(name, sse_str_of("content-type"))) sse_buffer_append_str(&mail->part.type, value);
    if (sse_str_equal(name, sse_str_of("content-transfer-encoding")))
      sse_buffer_append_str(&mail->part.encoding, value);
    if (sse_str_equal(name, sse_str_of("content-disposition")))
      sse_buffer_append_str(&mail->part.disposition, value);
    if (mail->in_message) status = take_message_header(mail, name, value);
  }
  sse_buffer_clear(&mail->header);
  return status;
}

/* Counts a part that is not text, by the ending of its name or else its type. */
static void pass_over(const struct mail *mail, sse_str type) {
  sse_str name = mime_parameter(sse_buffer_str(&mail->part.disposition), "filename");
  char copy[256];
  if (name.length == 0) name = mime_parameter(type, "name");
  const char *dot = name.length > 0 ? memrchr(name.data, '.', name.length) : NULL;
  sse_str ending = dot ? sse_str_part(name, (size_t)(dot - name.data), name.length) : type;
  const char *end = ending.length > 0 ? memchr(ending.data, ';', ending.length) : NULL;
  if (end) ending.length = (size_t)(end - ending.data);
  (void)snprintf(copy, sizeof copy, "%s: message %zu", mail->reader->path,
                 mail->number); /* cut: for a person */
  account_pass_over(mail->reader->account, copy, sse_str_trim(ending),
                    "a part of a message that is not text");
}

/* The headers are over: is the content one part, or several? */
static void begin_content(struct mail *mail) {
  sse_str type = sse_buffer_str(&mail->part.type);
  sse_str boundary = sse_str_begins(type, "multipart/") ? mime_parameter(type, "boundary") : (sse_str){0};
  mail->in_headers = mail->in_message = false;
  mail->in_leaf = false;
  if (boundary.length > 0 && mail->depth < DEEPEST) {
    sse_buffer *kept = &mail->boundaries[mail->depth++];
    sse_buffer_clear(kept);
    sse_buffer_append_str(kept, boundary);
  } else if (!sse_str_begins(sse_buffer_str(&mail->part.disposition), "attachment")) {
    mail->in_leaf =
        type.length == 0 || sse_str_begins(type, "text/plain") || sse_str_begins(type, "text/html");
  }
  bool is_whole = boundary.length > 0 && mail->depth <= DEEPEST;
  bool is_of_page = mail->saved_from.length > 0; /* what it looks like */
  if (!mail->in_leaf && !is_whole && !is_of_page) pass_over(mail, type);
  sse_buffer_clear(&mail->content);
}

/* ---- Content ----------------------------------------------------------------------------------- */

/* Keeps what a part says, decoded: the page a browser saved as it is, anything else as text. */
static sse_status keep_part(struct mail *mail, sse_str bytes) {
  const struct reader *reader = mail->reader;
  sse_str type = sse_buffer_str(&mail->part.type);
  bool is_html = sse_str_begins(type, "text/html");
  sse_buffer text = {0};
  sse_status status = SSE_OK;
  if (is_html && mail->saved_from.length > 0 && mail->page.length == 0) {
    sse_buffer_append_str(&mail->page, bytes);
    return SSE_OK;
  }
  status = mime_append_charset(bytes, mime_parameter(type, "charset"), reader->options->charset, &text,
                               &reader->account->report->repaired, mail->err);
  if (!status && is_html) status = html_text(sse_buffer_str(&text), &mail->html, mail->err);
  if (!status && !is_html) sse_buffer_append_str(&mail->plain, sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return status;
}

/* Decodes the part that ends. */
static sse_status end_part(struct mail *mail) {
  sse_buffer bytes = {0};
  sse_str content = sse_buffer_str(&mail->content), encoding = sse_buffer_str(&mail->part.encoding);
  sse_status status = SSE_OK;
  if (mail->in_leaf && content.length > 0) {
    if (sse_str_begins(encoding, "base64")) {
      mime_decode_base64(content, &bytes);
    } else if (sse_str_begins(encoding, "quoted-printable")) {
      mime_decode_quoted(content, false, &bytes);
    } else {
      sse_buffer_append_str(&bytes, content);
    }
    status = bytes.failed ? sse_fail_memory(mail->err) : keep_part(mail, sse_buffer_str(&bytes));
  }
  sse_buffer_reset(&bytes);
  sse_buffer_clear(&mail->content);
  mail->in_leaf = false;
  return status;
}

/* True where the line is a boundary; what it ends or begins is ended or begun. */
static bool take_boundary(struct mail *mail, sse_str line, sse_status *status) {
  if (line.length < 3 || line.data[0] != '-' || line.data[1] != '-') return false;
  for (size_t i = mail->depth; i-- > 0;) {
    sse_str boundary = sse_buffer_str(&mail->boundaries[i]), rest = sse_str_part(line, 2, line.length);
    if (rest.length < boundary.length || memcmp(rest.data, boundary.data, boundary.length) != 0) continue;
    *status = end_part(mail);
    mail->has_boundary = true;
    rest = sse_str_part(rest, boundary.length, rest.length);
    bool is_last = sse_str_begins(rest, "--");
    mail->depth = is_last ? i : i + 1;
    mail->in_headers = !is_last;
    mime_part_clear(&mail->part);
    sse_buffer_clear(&mail->header);
    return true;
  }
  return false;
}

/* All that a message is gathered in, but its boundaries. */
enum { BUFFERS = 10 };

static sse_buffer *buffer_of(struct mail *mail, size_t number) {
  /* cppcheck-suppress constVariable ; they are not */
  sse_buffer *const buffers[BUFFERS] = {
      &mail->part.type, &mail->part.encoding, &mail->part.disposition, &mail->header, &mail->content,
      &mail->plain,     &mail->html,          &mail->saved_from,       &mail->page,   &mail->preamble};
  return buffers[number];
}

static bool has_failed(struct mail *mail) {
  bool failed = false;
  for (size_t i = 0; i < BUFFERS; i++)
    failed = failed || buffer_of(mail, i)->failed;
  for (size_t i = 0; i < DEEPEST; i++)
    failed = failed || mail->boundaries[i].failed;
  return failed;
}

static void begin_message(struct mail *mail, struct part *part) {
  mail->item = part;
  mail->in_headers = mail->in_message = true;
  mail->in_leaf = mail->has_boundary = false;
  mail->depth = 0;
  for (size_t i = 0; i < BUFFERS; i++)
    sse_buffer_clear(buffer_of(mail, i));
  part->number = ++mail->number;
}

static sse_status end_message(struct mail *mail) {
  sse_status status = mail->in_headers ? end_header(mail) : SSE_OK;
  if (!status) status = end_part(mail);
  if (!status && mail->depth > 0 && !mail->has_boundary)
    status =
        mime_append_charset(sse_buffer_str(&mail->preamble), (sse_str){0}, mail->reader->options->charset,
                            &mail->plain, &mail->reader->account->report->repaired, mail->err);
  sse_str plain = sse_str_trim(sse_buffer_str(&mail->plain));
  sse_buffer_append_str(&mail->item->fields.raw[FIELD_BODY],
                        plain.length > 0 ? plain : sse_buffer_str(&mail->html));
  return !status && has_failed(mail) ? sse_fail_memory(mail->err) : status;
}

static sse_status take_header_line(struct mail *mail, sse_str line) {
  enum { HEADER_LONGEST = 64 * 1024 };
  bool goes_on = line.length > 0 && (line.data[0] == ' ' || line.data[0] == '\t');
  sse_status status = goes_on ? SSE_OK : end_header(mail);
  if (line.length == 0) {
    begin_content(mail);
    if (mail->depth > 0 && mail->boundaries[mail->depth - 1].failed) status = sse_fail_memory(mail->err);
  } else if (mail->header.length + line.length < HEADER_LONGEST) {
    sse_buffer_append_str(&mail->header, line);
  }
  return status;
}

static sse_status take_line(struct mail *mail, sse_str line) {
  sse_status status = SSE_OK;
  if (take_boundary(mail, line, &status)) return status;
  if (mail->in_headers) return take_header_line(mail, line);
  if (!mail->in_leaf) {
    bool is_preamble = mail->depth > 0 && !mail->has_boundary && mail->preamble.length < SSE_LINES_LONGEST;
    if (is_preamble) {
      sse_buffer_append_str(&mail->preamble, line);
      sse_buffer_append_text(&mail->preamble, "\n");
    }
    return SSE_OK;
  }
  if (line.length > 5 && line.data[0] == '>' && sse_str_begins(sse_str_part(line, 1, line.length), "From "))
    line = sse_str_part(line, 1, line.length);
  sse_buffer_append_str(&mail->content, line);
  sse_buffer_append_text(&mail->content, "\n");
  if (mail->content.length > 2 * (size_t)READER_BODY_LONGEST)
    return sse_fail(mail->err, SSE_TOO_LARGE, "%s: message %zu is longer than %d bytes", mail->reader->path,
                    mail->number, 2 * READER_BODY_LONGEST);
  return SSE_OK;
}

/* ---- Messages ---------------------------------------------------------------------------------- */

static sse_status page_read_block(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct mail *mail = context;
  size_t left = mail->page.length - mail->page_read;
  (void)err; /* the page is in memory */
  *got = left < size ? left : size;
  if (*got > 0) memcpy(block, mail->page.data + mail->page_read, *got);
  mail->page_read += *got;
  return SSE_OK;
}

static void page_close(void *context) {
  (void)context; /* the page is the mail's */
}

/* Turns a message that is a page into a file: the page says all there is to say. */
static void give_page(struct mail *mail, struct part *part) {
  sse_buffer_append_text(&part->name, mail->reader->path);
  sse_buffer_append_str(&part->base, sse_buffer_str(&mail->saved_from));
  mail->page_read = 0;
  part->has_stream = true;
  part->stream = (sse_stream){mail, page_read_block, page_close};
}

static bool begins_message(const struct mail *mail, sse_str line) {
  return mail->is_mbox && mail->blank && line.length >= 5 && memcmp(line.data, "From ", 5) == 0;
}

/* Reads to the end of a message, or of the file, which `mail->has_next` tells. A line or a message that is
 * too long is passed over to its end, and is the result. */
static sse_status read_message(struct mail *mail, bool *is_cut, sse_error *err) {
  sse_status result = SSE_OK;
  sse_error failure;
  mail->has_next = false;
  /* cppcheck-suppress autoVariables ; next_message sets it anew before it is used again */
  mail->err = &failure;
  for (;;) {
    sse_str line = {0};
    bool more = true;
    sse_status status = reader_line(mail->reader, &line, &more, &failure);
    *is_cut = status && status != SSE_TOO_LARGE;
    mail->has_next = !status && more && begins_message(mail, line);
    mail->blank = line.length == 0;
    if (!status && more && !mail->has_next && !result) status = take_line(mail, line);
    if (status && !result) {
      *err = failure;
      result = status;
    }
    if (*is_cut || !more || mail->has_next) return result;
  }
}

/* Reads up to a mailbox's first message. */
static sse_status find_first(struct mail *mail, sse_error *err) {
  while (!mail->has_next) {
    sse_str line;
    bool more;
    sse_status status = reader_line(mail->reader, &line, &more, err);
    if (status || !more) return status;
    mail->has_next = begins_message(mail, line);
    mail->blank = line.length == 0;
  }
  return SSE_OK;
}

static part_outcome next_message(void *context, struct part *part, sse_error *err) {
  struct mail *mail = context;
  bool is_cut = false;
  if (mail->is_mbox && mail->number == 0 && find_first(mail, err)) return PART_CUT;
  if (!mail->has_next) return PART_END;
  begin_message(mail, part);
  sse_status status = read_message(mail, &is_cut, err);
  mail->err = err;
  if (is_cut) return PART_CUT;
  if (!status) status = end_message(mail);
  if (status) return PART_BAD;
  if (mail->page.length > 0) give_page(mail, part);
  return PART;
}

static void close_mail(void *context) {
  struct mail *mail = context;
  for (size_t i = 0; i < BUFFERS; i++)
    sse_buffer_reset(buffer_of(mail, i));
  for (size_t i = 0; i < DEEPEST; i++)
    sse_buffer_reset(&mail->boundaries[i]);
  free(mail);
}

/* True where a line begins with a name and a colon. */
static bool is_header(sse_str line) {
  size_t name = 0;
  while (name < line.length && line.data[name] > ' ' && line.data[name] != ':')
    name++;
  return name > 0 && name < line.length && line.data[name] == ':';
}

/* A mailbox begins with a separator, perhaps after what is left of a message; mail begins with a header. */
static bool is_mailbox(sse_str beginning) {
  sse_str text = sse_str_trim(beginning);
  if (text.length == 0 || is_header(text)) return false;
  return sse_str_begins(text, "From ") || memmem(text.data, text.length, "\n\nFrom ", 7) ||
         memmem(text.data, text.length, "\r\n\r\nFrom ", 9);
}

sse_status mail_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct mail *mail = calloc(1, sizeof *mail);
  if (!mail) return sse_fail_memory(err);
  mail->reader = reader;
  mail->blank = true;
  mail->is_mbox = is_mailbox(reader_beginning(reader));
  mail->has_next = !mail->is_mbox;
  *parts = (struct parts){mail, next_message, close_mail};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}

/* Mail begins with an mbox's separator and a header, or with headers alone, among them two that all mail has.
 */
bool mail_detect(sse_str beginning) {
  static const char *const needed[] = {"from:", "date:", "subject:"};
  size_t found = 0, start = 0;
  const char *newline = beginning.length > 0 ? memchr(beginning.data, '\n', beginning.length) : NULL;
  if (sse_str_begins(beginning, "From ") && newline) start = (size_t)(newline - beginning.data) + 1;
  for (size_t i = start; i < beginning.length; i++) {
    if (i > start && beginning.data[i - 1] != '\n') continue;
    sse_str line = sse_str_part(beginning, i, beginning.length);
    if (line.length == 0 || line.data[0] == '\n' || line.data[0] == '\r') break;
    for (size_t k = 0; k < 3; k++)
      found += sse_str_begins(line, needed[k]);
    if (line.data[0] != ' ' && line.data[0] != '\t' && !is_header(line)) return false;
  }
  return found >= 2;
}
