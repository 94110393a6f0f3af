/* Newsletters: one message (RFC 5322, .eml) or a mailbox of many (mbox, RFC 4155), each an item.
 * A message's text is its plain part, else its HTML one. Attachments are passed over. Lines are taken as they
 * come, so that memory holds one part of one message. */
#include "source/format/mime.h"
#include "source/page/html.h"

#include <string.h>
#include <strings.h>

enum { DEEPEST = 8 /* multipart in multipart */ };

struct part {
  sse_buffer type, encoding, disposition;
};

struct mail {
  struct reader *reader;
  sse_error *err;
  struct fields fields;
  struct part part;
  sse_buffer header;  /* unfolded */
  sse_buffer content; /* of the part at hand, encoded */
  sse_buffer plain, html;
  sse_buffer boundaries[DEEPEST];
  size_t depth;
  bool open;       /* in a message */
  bool in_headers; /* of the message or of a part */
  bool in_message; /* those of the message */
  bool in_leaf;    /* in the content of a part that may be text */
};

static void part_clear(struct part *part) {
  sse_buffer_clear(&part->type);
  sse_buffer_clear(&part->encoding);
  sse_buffer_clear(&part->disposition);
}

static bool begins_with(sse_str text, const char *prefix) {
  size_t length = strlen(prefix);
  return text.length >= length && strncasecmp(text.data, prefix, length) == 0;
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

static sse_status take_message_header(struct mail *mail, sse_str name, sse_str value) {
  sse_buffer from = {0};
  sse_buffer *raw = mail->fields.raw;
  sse_status status = SSE_OK;
  bool bracketed = value.length > 1 && value.data[0] == '<' && value.data[value.length - 1] == '>';
  sse_str inner = bracketed ? sse_str_part(value, 1, value.length - 1) : value;
  if (sse_str_equal(name, sse_str_of("subject"))) {
    status = mime_append_header(value, &raw[FIELD_TITLE], mail->err);
  } else if (sse_str_equal(name, sse_str_of("from"))) {
    status = mime_append_header(value, &from, mail->err);
    sse_buffer_append_str(&raw[FIELD_SOURCE], name_of(sse_buffer_str(&from)));
  } else if (sse_str_equal(name, sse_str_of("date"))) {
    sse_buffer_append_str(&raw[FIELD_DATE], value);
  } else if (sse_str_equal(name, sse_str_of("message-id"))) {
    sse_buffer_append_str(&raw[FIELD_ID], inner);
  } else if (sse_str_equal(name, sse_str_of("archived-at"))) {
    sse_buffer_append_str(&raw[FIELD_URL], inner);
  } else if (sse_str_equal(name, sse_str_of("content-language"))) {
    sse_buffer_append_str(&raw[FIELD_LANG], value);
  }
  sse_buffer_reset(&from);
  return status;
}

/* Takes the header that was gathered. */
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

/* The headers are over: is the content one part, or several? */
static void begin_content(struct mail *mail) {
  sse_str type = sse_buffer_str(&mail->part.type);
  sse_str boundary = begins_with(type, "multipart/") ? mime_parameter(type, "boundary") : (sse_str){0};
  mail->in_headers = mail->in_message = false;
  mail->in_leaf = false;
  if (boundary.length > 0 && mail->depth < DEEPEST) {
    sse_buffer *kept = &mail->boundaries[mail->depth++];
    sse_buffer_clear(kept);
    sse_buffer_append_str(kept, boundary);
  } else if (!begins_with(sse_buffer_str(&mail->part.disposition), "attachment")) {
    mail->in_leaf = type.length == 0 || begins_with(type, "text/plain") || begins_with(type, "text/html");
  }
  sse_buffer_clear(&mail->content);
}

/* ---- Content ----------------------------------------------------------------------------------- */

/* Decodes the part that ends and keeps it as text. */
static sse_status end_part(struct mail *mail) {
  sse_buffer bytes = {0}, text = {0};
  sse_str content = sse_buffer_str(&mail->content), type = sse_buffer_str(&mail->part.type);
  sse_str encoding = sse_buffer_str(&mail->part.encoding);
  sse_status status = SSE_OK;
  bool is_html = begins_with(type, "text/html");
  if (mail->in_leaf && content.length > 0) {
    if (begins_with(encoding, "base64")) {
      mime_decode_base64(content, &bytes);
    } else if (begins_with(encoding, "quoted-printable")) {
      mime_decode_quoted(content, false, &bytes);
    } else {
      sse_buffer_append_str(&bytes, content);
    }
    if (bytes.failed) status = sse_fail_memory(mail->err);
    if (!status)
      status = mime_append_charset(sse_buffer_str(&bytes), mime_parameter(type, "charset"), &text, mail->err);
    if (!status && is_html) status = html_text(sse_buffer_str(&text), &mail->html, mail->err);
    if (!status && !is_html) sse_buffer_append_str(&mail->plain, sse_buffer_str(&text));
  }
  sse_buffer_reset(&bytes);
  sse_buffer_reset(&text);
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
    rest = sse_str_part(rest, boundary.length, rest.length);
    bool is_last = begins_with(rest, "--");
    mail->depth = is_last ? i : i + 1;
    mail->in_headers = !is_last;
    part_clear(&mail->part);
    sse_buffer_clear(&mail->header);
    return true;
  }
  return false;
}

static void begin_message(struct mail *mail) {
  mail->open = mail->in_headers = mail->in_message = true;
  mail->in_leaf = false;
  mail->depth = 0;
  part_clear(&mail->part);
  sse_buffer_clear(&mail->header);
  sse_buffer_clear(&mail->content);
  sse_buffer_clear(&mail->plain);
  sse_buffer_clear(&mail->html);
  mail->reader->ordinal++;
}

static sse_status end_message(struct mail *mail) {
  if (!mail->open) return SSE_OK;
  mail->open = false;
  sse_status status = mail->in_headers ? end_header(mail) : SSE_OK;
  if (!status) status = end_part(mail);
  sse_str plain = sse_str_trim(sse_buffer_str(&mail->plain));
  sse_buffer_append_str(&mail->fields.raw[FIELD_BODY],
                        plain.length > 0 ? plain : sse_buffer_str(&mail->html));
  if (!status && (mail->plain.failed || mail->html.failed)) status = sse_fail_memory(mail->err);
  return status ? status : fields_item(mail->reader, &mail->fields, mail->err);
}

static sse_status take_header_line(struct mail *mail, sse_str line) {
  enum { HEADER_LONGEST = 64 * 1024 };
  bool goes_on = line.length > 0 && (line.data[0] == ' ' || line.data[0] == '\t');
  sse_status status = goes_on ? SSE_OK : end_header(mail);
  if (line.length == 0) {
    begin_content(mail);
  } else if (mail->header.length + line.length < HEADER_LONGEST) {
    sse_buffer_append_str(&mail->header, line);
  }
  return status;
}

static sse_status take_line(struct mail *mail, sse_str line) {
  sse_status status = SSE_OK;
  if (take_boundary(mail, line, &status)) return status;
  if (mail->in_headers) return take_header_line(mail, line);
  if (!mail->in_leaf) return SSE_OK;
  if (line.length > 5 && line.data[0] == '>' && begins_with(sse_str_part(line, 1, line.length), "From "))
    line = sse_str_part(line, 1, line.length);
  sse_buffer_append_str(&mail->content, line);
  sse_buffer_append_text(&mail->content, "\n");
  if (mail->content.failed) return sse_fail_memory(mail->err);
  if (mail->content.length > 2 * (size_t)READER_BODY_LONGEST)
    return sse_fail(mail->err, SSE_TOO_LARGE, "%s: message %zu is longer than %d bytes", mail->reader->path,
                    mail->reader->ordinal, 2 * READER_BODY_LONGEST);
  return SSE_OK;
}

static sse_status read_messages(struct mail *mail) {
  bool is_mbox = begins_with(reader_beginning(mail->reader), "From "), blank = true;
  if (!is_mbox) begin_message(mail);
  for (;;) {
    sse_str line;
    bool more;
    sse_status status = reader_line(mail->reader, &line, &more, mail->err);
    if (status) return status;
    if (!more) return end_message(mail);
    if (is_mbox && blank && line.length > 5 && memcmp(line.data, "From ", 5) == 0) {
      status = end_message(mail);
      begin_message(mail);
    } else if (mail->open) {
      status = take_line(mail, line);
    }
    if (status) return status;
    blank = line.length == 0;
  }
}

sse_status mail_read(struct reader *reader, sse_error *err) {
  struct mail mail = {.reader = reader, .err = err};
  sse_buffer *const buffers[] = {&mail.part.type,
                                 &mail.part.encoding,
                                 &mail.part.disposition,
                                 &mail.header,
                                 &mail.content,
                                 &mail.plain,
                                 &mail.html,
                                 NULL};
  sse_status status = read_messages(&mail);
  for (size_t i = 0; buffers[i]; i++)
    sse_buffer_reset(buffers[i]);
  for (size_t i = 0; i < DEEPEST; i++)
    sse_buffer_reset(&mail.boundaries[i]);
  fields_reset(&mail.fields);
  return status;
}

/* Mail begins with an mbox's separator and a header, or with headers alone, among them two that all mail has.
 */
bool mail_detect(sse_str beginning) {
  static const char *const needed[] = {"from:", "date:", "subject:"};
  size_t found = 0, start = 0;
  const char *newline = beginning.length > 0 ? memchr(beginning.data, '\n', beginning.length) : NULL;
  if (begins_with(beginning, "From ") && newline) start = (size_t)(newline - beginning.data) + 1;
  for (size_t i = start; i < beginning.length; i++) {
    if (i > start && beginning.data[i - 1] != '\n') continue;
    sse_str line = sse_str_part(beginning, i, beginning.length);
    if (line.length == 0 || line.data[0] == '\n' || line.data[0] == '\r') break;
    for (size_t k = 0; k < 3; k++)
      found += begins_with(line, needed[k]);
    size_t name = 0;
    while (name < line.length && line.data[name] > ' ' && line.data[name] != ':')
      name++;
    if (line.data[0] != ' ' && line.data[0] != '\t' &&
        (name == 0 || name == line.length || line.data[name] != ':'))
      return false;
  }
  return found >= 2;
}
