/* Newsletters and letters: one message (RFC 5322, .eml) or a mailbox of many, each an item; some
 * messages in a message are items too.
 * Messages come from the mailbox one by one, GMime takes them apart, and format/letter.c makes text of the
 * parts. One that a browser saved (MHTML) is read as the page it holds. */
#include "base/url.h"
#include "source/authors.h"
#include "source/container/mailbox.h"
#include "source/format/letter.h"
#include "source/format/mime.h"
#include "source/format/readers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct mail {
  struct reader *reader;
  struct mailbox *mailbox;
  sse_buffer bytes;    /* of the message at hand */
  GPtrArray *attached; /* messages in it that are items of their own */
  guint attached_next;
  sse_buffer id; /* of the message that they are in */
  size_t number; /* of the message in the mailbox, from 1 */
  struct letter letter;
  size_t page_read; /* bytes of the letter's page that were given away */
};

/* ---- Headers ------------------------------------------------------------------------------------ */

/* The first header of that name, as it stands in the message, unfolded; none where there is none. */
static sse_str header_of(GMimeObject *object, const char *name) {
  GMimeHeaderList *headers = g_mime_object_get_header_list(object);
  GMimeHeader *header = g_mime_header_list_get_header(headers, name);
  return sse_str_trim(sse_str_of(header ? g_mime_header_get_raw_value(header) : NULL));
}

/* What stands between angle brackets, or all where it does not. */
static sse_str without_brackets(sse_str value) {
  bool bracketed = value.length > 1 && value.data[0] == '<' && value.data[value.length - 1] == '>';
  return bracketed ? sse_str_trim(sse_str_part(value, 1, value.length - 1)) : value;
}

/* The id of the message that one answers: the first that it names, or the last of those before it. */
static sse_str answered(GMimeMessage *message) {
  sse_str value = header_of(GMIME_OBJECT(message), "In-Reply-To");
  bool is_first = value.length > 0;
  if (!is_first) value = header_of(GMIME_OBJECT(message), "References");
  const char *begin = value.length == 0 ? NULL
                      : is_first        ? memchr(value.data, '<', value.length)
                                        : memrchr(value.data, '<', value.length);
  sse_str id = begin ? sse_str_part(value, (size_t)(begin - value.data) + 1, value.length) : (sse_str){0};
  const char *end = id.length > 0 ? memchr(id.data, '>', id.length) : NULL;
  return end ? sse_str_part(id, 0, (size_t)(end - id.data)) : (sse_str){0};
}

/* Appends a name without the quotes around it and the marks before signs in it. */
static void append_name(sse_str name, sse_buffer *out) {
  bool is_quoted = name.length > 1 && name.data[0] == '"' && name.data[name.length - 1] == '"';
  if (is_quoted) name = sse_str_part(name, 1, name.length - 1);
  for (size_t i = 0; i < name.length; i++) {
    if (is_quoted && name.data[i] == '\\' && i + 1 < name.length) i++;
    sse_buffer_append(out, name.data + i, 1);
  }
}

/* Appends the name in an address header: "Federation <news@example.org>" and "news@example.org (Federation)"
 * give Federation, an address alone itself. */
static void append_sender(sse_str from, sse_buffer *out) {
  const char *bracket = from.length > 0 ? memchr(from.data, '<', from.length) : NULL;
  const char *comment = from.length > 0 ? memchr(from.data, '(', from.length) : NULL;
  if (bracket) {
    size_t at = (size_t)(bracket - from.data);
    append_name(sse_str_trim(sse_str_part(from, 0, at)), out);
    if (out->length > 0) return;
    sse_str address = sse_str_part(from, at + 1, from.length);
    const char *end = address.length > 0 ? memchr(address.data, '>', address.length) : NULL;
    sse_buffer_append_str(out, end ? sse_str_part(address, 0, (size_t)(end - address.data)) : address);
  } else if (comment && from.data[from.length - 1] == ')') {
    append_name(sse_str_trim(sse_str_part(from, (size_t)(comment - from.data) + 1, from.length - 1)), out);
  } else {
    append_name(from, out);
  }
}

/* The end of the address of a header that begins at `start`: a comma after it that stands in no name in
 * quotes and no comment. A name with a comma of its own has no address yet: Smith, Ann <ann@b>. */
static size_t address_end(sse_str header, size_t start) {
  bool is_quoted = false, has_address = false;
  int depth = 0;
  for (size_t i = start; i < header.length; i++) {
    char byte = header.data[i];
    if (byte == '\\' && (is_quoted || depth > 0)) i++;
    if (byte == '"' && depth == 0) is_quoted = !is_quoted;
    if (is_quoted) continue;
    depth += byte == '(' ? 1 : byte == ')' && depth > 0 ? -1 : 0;
    has_address = has_address || (byte == '@' && depth == 0);
    if (byte == ',' && depth == 0 && has_address) return i;
  }
  return header.length;
}

/* The name that a list has (RFC 2919). Those that programs give have figures in them, and people no use for
 * them. */
static sse_str list_name(sse_str list) {
  const char *bracket = list.length > 0 ? memchr(list.data, '<', list.length) : NULL;
  sse_str name = bracket ? sse_str_trim(sse_str_part(list, 0, (size_t)(bracket - list.data))) : (sse_str){0};
  for (size_t i = 0; i < name.length; i++)
    if (name.data[i] >= '0' && name.data[i] <= '9') return (sse_str){0};
  return name;
}

/* True for a message at hand that stands in another one. */
static bool is_inner(const struct mail *mail) {
  return mail->attached_next > 0;
}

/* When it was sent; else when the last program on its way had it, or the mailbox, which says so of a message
 * and not of those in it. */
static sse_str date_of(const struct mail *mail, GMimeMessage *message) {
  sse_str date = header_of(GMIME_OBJECT(message), "Date");
  sse_str received = header_of(GMIME_OBJECT(message), "Received");
  const char *stamp = received.length > 0 ? memrchr(received.data, ';', received.length) : NULL;
  if (date.length == 0 && stamp)
    date = sse_str_trim(sse_str_part(received, (size_t)(stamp - received.data) + 1, received.length));
  return date.length == 0 && !is_inner(mail) ? mailbox_date(mail->mailbox) : date;
}

static sse_status append_value(const struct mail *mail, GMimeMessage *message, sse_str value, sse_buffer *out,
                               sse_error *err) {
  return mime_append_header(value, sse_str_of(letter_charset(message)), mail->reader->options->charset, out,
                            &mail->reader->account->report->repaired, err);
}

static sse_status append_header(const struct mail *mail, GMimeMessage *message, const char *name,
                                sse_buffer *out, sse_error *err) {
  return append_value(mail, message, header_of(GMIME_OBJECT(message), name), out, err);
}

/* Takes those who sent a message as its authors, and the first as its publisher unless it came by a list. */
static sse_status take_senders(const struct mail *mail, GMimeMessage *message, struct fields *fields,
                               sse_error *err) {
  sse_str from = header_of(GMIME_OBJECT(message), "From");
  sse_buffer value = {0}, sender = {0}, *publisher = &fields->raw[FIELD_SOURCE];
  sse_status status = append_header(mail, message, "List-Id", &value, err);
  append_name(list_name(sse_str_trim(sse_buffer_str(&value))), publisher);
  for (size_t at = 0, end; at < from.length && !status; at = end + 1) {
    end = address_end(from, at);
    sse_buffer_clear(&value);
    sse_buffer_clear(&sender);
    status = append_value(mail, message, sse_str_trim(sse_str_part(from, at, end)), &value, err);
    append_sender(sse_str_trim(sse_buffer_str(&value)), &sender);
    if (publisher->length == 0) sse_buffer_append_str(publisher, sse_buffer_str(&sender));
    authors_append(&fields->raw[FIELD_AUTHOR], sse_buffer_str(&sender), FIELD_IS_PLAIN);
  }
  if (!status && (value.failed || sender.failed)) status = sse_fail_memory(err);
  sse_buffer_reset(&value);
  sse_buffer_reset(&sender);
  return status;
}

static sse_status take_headers(const struct mail *mail, GMimeMessage *message, struct fields *fields,
                               sse_error *err) {
  sse_buffer *raw = fields->raw;
  sse_status status = append_header(mail, message, "Subject", &raw[FIELD_TITLE], err);
  if (!status) status = take_senders(mail, message, fields, err);
  sse_buffer_append_str(&raw[FIELD_DATE], date_of(mail, message));
  sse_buffer_append_str(&raw[FIELD_ID], without_brackets(header_of(GMIME_OBJECT(message), "Message-ID")));
  sse_buffer_append_str(&raw[FIELD_REPLY_TO], answered(message));
  sse_buffer_append_str(&raw[FIELD_URL], without_brackets(header_of(GMIME_OBJECT(message), "Archived-At")));
  GMimeObject *body = g_mime_message_get_mime_part(message); /* which has the headers of the content */
  if (body) sse_buffer_append_str(&raw[FIELD_LANG], header_of(body, "Content-Language"));
  return status;
}

/* ---- Saved pages -------------------------------------------------------------------------------- */

/* The address of a page that a browser saved as a message; none for any other message. It is in a header of
 * Chromium's, or in that of MHTML (RFC 2557, 4.2), of the whole or of its first part; letters that have one
 * have an id, too. */
static sse_str saved_from(GMimeMessage *message) {
  GMimeObject *body = g_mime_message_get_mime_part(message);
  sse_str address = header_of(GMIME_OBJECT(message), "Snapshot-Content-Location");
  bool is_letter = header_of(GMIME_OBJECT(message), "Message-ID").length > 0;
  if (address.length == 0 && body && !is_letter) address = header_of(body, "Content-Location");
  bool has_parts = body && GMIME_IS_MULTIPART(body) && g_mime_multipart_get_count(GMIME_MULTIPART(body)) > 0;
  if (address.length == 0 && has_parts && !is_letter)
    address = header_of(g_mime_multipart_get_part(GMIME_MULTIPART(body), 0), "Content-Location");
  address = without_brackets(address);
  return sse_url_is_web(address) ? address : sse_str_part(address, 0, 0);
}

static sse_status page_read_block(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct mail *mail = context;
  size_t left = mail->letter.page.length - mail->page_read;
  (void)err; /* the page is in memory */
  *got = left < size ? left : size;
  if (*got > 0) memcpy(block, mail->letter.page.data + mail->page_read, *got);
  mail->page_read += *got;
  return SSE_OK;
}

static void page_close(void *context) {
  (void)context; /* the page is the letter's */
}

/* Turns a message that is a page into a file: the page says all there is to say. */
static void give_page(struct mail *mail, sse_str address, struct part *part) {
  fields_clear(&part->fields);
  sse_buffer_append_text(&part->name, mail->reader->path);
  sse_buffer_append_str(&part->base, address);
  sse_buffer_append_str(&part->charset, sse_buffer_str(&mail->letter.page_charset));
  mail->page_read = 0;
  part->has_stream = true;
  part->stream = (sse_stream){mail, page_read_block, page_close};
}

/* ---- Messages ----------------------------------------------------------------------------------- */

/* Keeps the id of a message; one in it that has none, as digests may leave it out, gets one from that id and
 * its place. */
static void take_id(struct mail *mail, sse_buffer *id) {
  if (!is_inner(mail)) {
    sse_buffer_clear(&mail->id);
    sse_buffer_append_str(&mail->id, sse_buffer_str(id));
  } else if (id->length == 0 && mail->id.length > 0) {
    sse_buffer_printf(id, "%s#%u", mail->id.data, mail->attached_next);
  }
  if (mail->id.failed) id->failed = true;
}

/* Makes an item of a message. */
static sse_status take_message(struct mail *mail, GMimeMessage *message, struct part *part, sse_error *err) {
  struct letter *letter = &mail->letter;
  sse_buffer where = {0};
  sse_str address = saved_from(message);
  sse_buffer_printf(&where, "%s: message %zu", mail->reader->path, mail->number);
  letter_clear(letter);
  letter->reader = mail->reader;
  letter->where = where.failed ? mail->reader->path : where.data;
  letter->wants_page = address.length > 0;
  letter->attached = mail->attached;
  part->number = mail->number;
  sse_status status = take_headers(mail, message, &part->fields, err);
  take_id(mail, &part->fields.raw[FIELD_ID]);
  letter->has_id = mail->id.length > 0;
  if (!status) status = letter_read(letter, message, err);
  mail->attached = letter->attached;
  sse_buffer_append_str(&part->fields.raw[FIELD_BODY], sse_buffer_str(&letter->text));
  if (letter->page.length > 0) give_page(mail, address, part);
  if (!status && (letter->text.failed || letter->page.failed || where.failed)) status = sse_fail_memory(err);
  sse_buffer_reset(&where);
  return status;
}

static part_outcome next_message(void *context, struct part *part, sse_error *err) {
  struct mail *mail = context;
  GMimeMessage *message = NULL;
  if (mail->attached && mail->attached_next < mail->attached->len) {
    message = g_object_ref(g_ptr_array_index(mail->attached, mail->attached_next++));
  } else {
    if (mail->attached) g_ptr_array_set_size(mail->attached, 0);
    mail->attached_next = 0;
    part_outcome outcome = mailbox_next(mail->mailbox, &mail->bytes, err);
    if (outcome != PART) return outcome;
    mail->number++;
    message = letter_parse(sse_buffer_str(&mail->bytes));
  }
  sse_status status = SSE_OK;
  part->number = mail->number;
  if (message) status = take_message(mail, message, part, err); /* else it is empty, which is told later */
  if (message) g_object_unref(message);
  return status ? PART_BAD : PART;
}

static void close_mail(void *context) {
  struct mail *mail = context;
  if (mail->attached) g_ptr_array_unref(mail->attached);
  mailbox_close(mail->mailbox);
  letter_reset(&mail->letter);
  sse_buffer_reset(&mail->bytes);
  sse_buffer_reset(&mail->id);
  free(mail);
}

sse_status mail_open(struct reader *reader, struct parts *parts, sse_error *err) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  struct mail *mail = calloc(1, sizeof *mail);
  if (!mail) return sse_fail_memory(err);
  (void)pthread_once(&once, g_mime_init); /* fails for what is not a pthread_once_t alone */
  mail->reader = reader;
  sse_status status = mailbox_open(reader, &mail->mailbox, err);
  if (status) {
    free(mail);
    return status;
  }
  *parts = (struct parts){.context = mail, .next = next_message, .close = close_mail};
  return SSE_OK;
}

/* Mail begins with an mbox's separator and a header, or with headers alone, among them two that all mail has.
 */
bool mail_detect(sse_str beginning) {
  static const char *const needed[] = {"from:", "date:", "subject:"};
  size_t found = 0, count = 0, position = 0;
  sse_str line;
  uint64_t length;
  beginning = mailbox_without_length(sse_str_trim(beginning), &length);
  while (sse_str_next(beginning, '\n', &position, &line)) {
    if (count++ == 0 && sse_str_begins(line, "From ")) continue;
    if (sse_str_trim(line).length == 0) break;
    for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
      found += sse_str_begins(line, needed[k]);
    if (!mailbox_is_folded(line) && !mailbox_is_header(line)) return false;
  }
  return found >= 2;
}
