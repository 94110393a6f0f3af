/* A file of mail, split into its messages. The beginning of a message is recognised by the form of its line
 * (separator.h), by the empty line before it and the headers after it, and by the length that some mailboxes
 * state (Content-Length; this variant is called mboxcl), if it agrees with the file. */
#include "source/container/mailbox.h"
#include "base/utf8.h"
#include "source/container/maildir.h"
#include "source/container/separator.h"

#include <stdlib.h>
#include <string.h>

enum {
  HEADERS_LONGEST = 1024 * 1024,                 /* bytes of a message's headers that are kept */
  ENCODED_LONGEST = MAILBOX_MESSAGE_LONGEST / 2, /* bytes after which lines of base64 are left out */
  MARKS_MOST = 20000 /* lines of a message that may begin a part: each part costs the parser memory */
};

struct mailbox {
  struct reader *reader;
  bool splits;        /* separators are recognised */
  bool is_of_patches; /* its first separator was git's */
  bool is_at_start;   /* only empty lines were read so far */
  bool is_begun;      /* a message begins with the next line; everything before that is ignored */
  bool is_over;
  bool is_bounded; /* other data follows the message, of which `left` bytes are to come */
  uint64_t left;
  bool has_unread; /* `unread` is to be returned again */
  bool is_blank;   /* the previous line was empty, or there was none */
  sse_str unread;  /* borrowed from the reader, or from `again` */
  sse_buffer held; /* a line that may be a separator */
  sse_buffer next; /* the separator of the message after the current one */
  /* The current message. */
  sse_buffer *message;
  sse_buffer separator;
  bool in_headers, is_shortened, is_thinned;
  size_t marks;
  /* Stated lengths. If one is wrong, what was taken for the content is read again, and no later one is
   * trusted. */
  bool distrusts;
  bool has_length;    /* the current message states its length */
  uint64_t announced; /* bytes of it that are still to come */
  size_t doubt;       /* the position of a separator inside of them; 0 for none */
  sse_buffer again;
  size_t again_read;
};

size_t mailbox_header_name(sse_str line) {
  size_t name = 0;
  while (name < line.length && line.data[name] > ' ' && line.data[name] != ':')
    name++;
  return name < line.length && line.data[name] == ':' ? name : 0;
}

bool mailbox_is_header(sse_str line) {
  return mailbox_header_name(line) > 0;
}

bool mailbox_is_folded(sse_str line) {
  return line.length > 0 && (line.data[0] == ' ' || line.data[0] == '\t');
}

/* True for the headers with which mail begins. After a single word, any line with a colon would be too weak a
 * sign. */
static bool is_mail_header(sse_str line) {
  static const char *const names[] = {"from:",       "to:",           "date:",        "subject:",
                                      "received:",   "return-path:",  "path:",        "x-",
                                      "message-id:", "content-type:", "mime-version:"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (sse_str_begins(line, names[i])) return mailbox_is_header(line);
  return false;
}

sse_str mailbox_without_length(sse_str beginning, uint64_t *length) {
  sse_str line = {0}, next = {0};
  size_t position = 0, digits = 0;
  uint64_t number = 0;
  *length = 0;
  if (!sse_str_next(beginning, '\n', &position, &line)) return beginning;
  size_t start = position;
  line = sse_str_trim(line);
  for (; digits < line.length && sse_is_digit(line.data[digits]); digits++)
    number = digits < 15 ? number * 10 + (uint64_t)(line.data[digits] - '0') : 0;
  bool is_number = digits > 0 && digits == line.length && number > 0;
  if (!is_number || !sse_str_next(beginning, '\n', &position, &next) || !is_mail_header(next))
    return beginning;
  *length = number;
  return sse_str_part(beginning, start, beginning.length);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

static sse_status next_line(struct mailbox *mailbox, sse_str *line, bool *more, sse_error *err) {
  if (mailbox->has_unread) {
    mailbox->has_unread = false;
    *line = mailbox->unread;
    *more = true;
    return SSE_OK;
  }
  *more = sse_str_next(sse_buffer_str(&mailbox->again), '\n', &mailbox->again_read, line);
  if (*more) return SSE_OK;
  do {
    sse_status status = reader_line(mailbox->reader, line, more, err);
    if (status) return status;
    if (mailbox->is_at_start) *line = sse_str_trim(sse_utf8_without_mark(*line));
  } while (mailbox->is_at_start && *more && line->length == 0);
  mailbox->is_at_start = false;
  *more = *more && !(mailbox->is_bounded && mailbox->left == 0);
  mailbox->left -= line->length + 1 < mailbox->left ? line->length + 1 : mailbox->left;
  return SSE_OK;
}

static void unread(struct mailbox *mailbox, sse_str line) {
  mailbox->unread = line;
  mailbox->has_unread = true;
}

/* Sets `*next` to the line after `*line`; it stays unread. `*line` is copied and points to the copy. `*next`
 * is empty at the end, and for a line that is too long, which is dropped without a report, since it holds
 * nothing of importance. */
static sse_status look_ahead(struct mailbox *mailbox, sse_str *line, sse_str *next, sse_error *err) {
  bool more = false;
  *next = (sse_str){0};
  if (line->data != mailbox->held.data) { /* else it is already the copy */
    sse_buffer_clear(&mailbox->held);
    sse_buffer_append_str(&mailbox->held, *line);
    if (mailbox->held.failed) return sse_fail_memory(err);
    *line = sse_buffer_str(&mailbox->held);
  }
  sse_status status = next_line(mailbox, next, &more, err);
  if (status) return status == SSE_TOO_LARGE ? SSE_OK : status;
  if (more) unread(mailbox, *next);
  return SSE_OK;
}

/* Sets `*begins` if a line begins a message. */
static sse_status begins_message(struct mailbox *mailbox, sse_str *line, bool *begins, sse_error *err) {
  separator_kind kind = mailbox->splits ? separator_of(*line) : SEPARATOR_NONE;
  *begins = false;
  if (kind == SEPARATOR_PATCH && mailbox->is_of_patches) kind = SEPARATOR_DATED;
  if (kind == SEPARATOR_NONE || kind == SEPARATOR_PATCH) return SSE_OK;
  *begins = kind == SEPARATOR_DATED && mailbox->is_blank;
  if (*begins || (kind == SEPARATOR_WORD && !mailbox->is_blank)) return SSE_OK;
  sse_str next = {0};
  sse_status status = look_ahead(mailbox, line, &next, err);
  *begins = kind == SEPARATOR_WORD ? is_mail_header(next) : mailbox_is_header(next);
  return status;
}

/* ---- A message ---------------------------------------------------------------------------------- */

static void keep(sse_buffer *kept, sse_str line) {
  sse_buffer_clear(kept);
  sse_buffer_append_str(kept, line);
}

static void begin_message(struct mailbox *mailbox, sse_buffer *message) {
  keep(&mailbox->separator, sse_buffer_str(&mailbox->next));
  sse_buffer_clear(&mailbox->next);
  sse_buffer_clear(message);
  mailbox->message = message;
  mailbox->in_headers = true;
  mailbox->is_shortened = mailbox->is_thinned = false;
  mailbox->has_length = false;
  mailbox->marks = mailbox->doubt = 0;
}

static void take_length(struct mailbox *mailbox, sse_str line) {
  static const char name[] = "content-length:";
  uint64_t length = 0;
  if (mailbox->distrusts || !mailbox->splits || !sse_str_begins(line, name)) return;
  sse_str digits = sse_str_trim(sse_str_part(line, strlen(name), line.length));
  for (size_t i = 0; i < digits.length; i++) {
    if (!sse_is_digit(digits.data[i]) || length > READER_BODY_LONGEST) return;
    length = length * 10 + (uint64_t)(digits.data[i] - '0');
  }
  mailbox->has_length = digits.length > 0 && length <= READER_BODY_LONGEST;
  mailbox->announced = length;
}

/* Reports that a part of a message is left out, once for each message. */
static void report_once(struct mailbox *mailbox, bool *is_reported, const char *why) {
  sse_error message;
  if (*is_reported) return;
  *is_reported = true;
  (void)sse_fail(&message, SSE_TOO_LARGE, "%s:%zu: %s", mailbox->reader->path,
                 reader_line_number(mailbox->reader), why);
  account_problem(mailbox->reader->account, true, message.message);
}

/* True for a line of base64, the encoding of attachments; the text after them must not be lost. */
static bool is_encoded(sse_str line) {
  enum { LEAST = 60 }; /* bytes: encoders write lines of 76, or 64 */
  for (size_t i = 0; i < line.length && i < LEAST; i++) {
    char byte = line.data[i];
    bool is_letter = sse_is_letter(byte);
    if (!is_letter && !sse_is_digit(byte) && byte != '+' && byte != '/') return false;
  }
  return line.length >= LEAST;
}

static void append_line(struct mailbox *mailbox, sse_str line) {
  sse_buffer *message = mailbox->message;
  bool is_mark = line.length > 2 && memcmp(line.data, "--", 2) == 0;
  if (message->length > ENCODED_LONGEST && is_encoded(line)) {
    report_once(mailbox, &mailbox->is_thinned, "the attachments are too long (the rest of them is left out)");
    return;
  }
  mailbox->marks += is_mark;
  if (message->length + line.length >= MAILBOX_MESSAGE_LONGEST || mailbox->marks > MARKS_MOST)
    report_once(mailbox, &mailbox->is_shortened, "the message is too long (the rest of it is left out)");
  if (mailbox->is_shortened || (mailbox->in_headers && message->length > HEADERS_LONGEST)) return;
  sse_buffer_append_str(message, line);
  sse_buffer_append_text(message, "\n");
}

/* Sets `*go_on` if the headers continue after a line that is not a header. `*line` is copied and points to
 * the copy. */
static sse_status headers_go_on(struct mailbox *mailbox, sse_str *line, bool *go_on, sse_error *err) {
  bool is_blank = sse_str_trim(*line).length == 0;
  sse_str next = {0};
  sse_status status = look_ahead(mailbox, line, &next, err);
  *go_on = mailbox_is_header(next) || (is_blank && mailbox_is_folded(next));
  return status;
}

/* Takes a line of the headers. They end at an empty line, or at one that is not a header, unless they
 * continue after it. */
static sse_status take_header(struct mailbox *mailbox, sse_str line, sse_error *err) {
  bool is_blank = sse_str_trim(line).length == 0, go_on = false;
  if (!is_blank && (mailbox_is_header(line) || mailbox_is_folded(line))) {
    take_length(mailbox, line);
    append_line(mailbox, line);
    return SSE_OK;
  }
  sse_status status = line.length > 0 ? headers_go_on(mailbox, &line, &go_on, err) : SSE_OK;
  if (status || go_on) return status;
  sse_buffer_append_text(mailbox->message, "\n");
  mailbox->in_headers = false;
  if (!is_blank) append_line(mailbox, line);
  return SSE_OK;
}

static void take_content(struct mailbox *mailbox, sse_str line) {
  size_t bytes = line.length + 1;
  mailbox->announced -= bytes < mailbox->announced ? bytes : mailbox->announced;
  if (mailbox->splits && line.length > 5 &&
      line.data[0] == '>') { /* mboxo quotes with one >, mboxrd adds one */
    size_t quotes = 0;
    while (quotes < line.length && line.data[quotes] == '>')
      quotes++;
    sse_str rest = sse_str_part(line, quotes, line.length);
    if (rest.length >= 5 && memcmp(rest.data, "From ", 5) == 0) line = sse_str_part(line, 1, line.length);
  }
  append_line(mailbox, line);
}

/* The stated length is wrong: the first separator inside of it begins another message, and everything from
 * there up to and including `line` is read again. */
static void read_again(struct mailbox *mailbox, sse_str line) {
  sse_buffer *message = mailbox->message, *again = &mailbox->again;
  mailbox->distrusts = true;
  mailbox->has_length = false;
  if (mailbox->doubt == 0) return;
  sse_buffer_append_str(again, sse_str_part(sse_buffer_str(message), mailbox->doubt, message->length));
  sse_buffer_append_str(again, line);
  if (line.data) sse_buffer_append_text(again, "\n");
  if (mailbox->has_unread) sse_buffer_append_str(again, mailbox->unread);
  if (mailbox->has_unread) sse_buffer_append_text(again, "\n");
  mailbox->has_unread = false;
  message->length = mailbox->doubt;
  message->data[message->length] = '\0';
}

/* Takes a line of the current message; sets `*ends` if the message ended before it. */
static sse_status take_line(struct mailbox *mailbox, sse_str line, bool begins, bool *ends, sse_error *err) {
  bool is_inside = mailbox->has_length && !mailbox->in_headers && mailbox->announced > 0;
  bool is_again = begins && !mailbox->is_blank && mailbox->message->length == 0; /* two separators in a row */
  *ends = begins && !is_inside && !is_again;
  if (*ends || is_again) {
    keep(*ends ? &mailbox->next : &mailbox->separator, line);
    return SSE_OK;
  }
  if (mailbox->in_headers) return take_header(mailbox, line, err);
  if (begins && mailbox->doubt == 0) mailbox->doubt = mailbox->message->length;
  if (mailbox->has_length && mailbox->announced == 0 && sse_str_trim(line).length > 0) {
    *ends = mailbox->doubt > 0;
    read_again(mailbox, line);
    if (*ends) return SSE_OK;
  }
  take_content(mailbox, line);
  return SSE_OK;
}

/* ---- Messages ----------------------------------------------------------------------------------- */

/* Skips everything up to the first message. */
static sse_status find_first(struct mailbox *mailbox, sse_error *err) {
  while (!mailbox->is_begun) {
    sse_str line = {0};
    bool more = true;
    sse_status status = next_line(mailbox, &line, &more, err);
    if (status == SSE_TOO_LARGE) continue;
    if (!status && !more)
      return sse_fail(err, SSE_INVALID, "%s: there is no message in it", mailbox->reader->path);
    if (!status) status = begins_message(mailbox, &line, &mailbox->is_begun, err);
    if (status) return status;
    if (mailbox->is_begun) keep(&mailbox->next, line);
    mailbox->is_blank = sse_str_trim(line).length == 0;
  }
  return SSE_OK;
}

/* Handles the end of the file. If a stated length took in too much, the excess is read again. */
static void end_file(struct mailbox *mailbox) {
  const sse_str none = {0};
  bool is_inside = mailbox->has_length && mailbox->announced > 0;
  mailbox->is_over = !is_inside || mailbox->doubt == 0;
  if (!mailbox->is_over) read_again(mailbox, none);
}

static void report_long_line(const struct mailbox *mailbox, const sse_error *failure) {
  sse_error message;
  (void)sse_fail(&message, SSE_TOO_LARGE, "%s (left out)", failure->message);
  account_problem(mailbox->reader->account, true, message.message);
}

part_outcome mailbox_next(struct mailbox *mailbox, sse_buffer *message, sse_error *err) {
  bool ends = false;
  if (mailbox->is_over) return PART_END;
  if (find_first(mailbox, err)) return PART_CUT;
  begin_message(mailbox, message);
  while (!ends) {
    sse_str line = {0};
    bool more = true, begins = false;
    sse_status status = next_line(mailbox, &line, &more, err);
    if (status == SSE_TOO_LARGE) {
      report_long_line(mailbox, err);
      continue;
    }
    if (!status && !more) {
      end_file(mailbox);
      break;
    }
    if (!status) status = begins_message(mailbox, &line, &begins, err);
    if (!status) status = take_line(mailbox, line, begins, &ends, err);
    if (status) return PART_CUT;
    mailbox->is_blank = !begins && sse_str_trim(line).length == 0;
  }
  bool failed = mailbox->again.failed || mailbox->separator.failed || mailbox->next.failed;
  if (!message->failed && !failed) return PART;
  (void)sse_fail_memory(err);
  return PART_CUT;
}

sse_str mailbox_date(const struct mailbox *mailbox) {
  return separator_date(sse_buffer_str(&mailbox->separator));
}

/* ---- Opening ------------------------------------------------------------------------------------ */

/* True for names of files that hold one message: .eml and the like, those in a Maildir, and those of MH,
 * which are numbers. A separator in such a file is text. */
static bool is_name_of_one(const char *path) {
  static const char *const endings[] = {".eml", ".emlx", ".mht", ".mhtml"};
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
  for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp(dot, endings[i]) == 0) return true;
  return maildir_is_inside(path) || (*name && name[strspn(name, "0123456789")] == '\0');
}

/* The kind of the first separator in a file's beginning. */
static separator_kind first_separator(sse_str beginning) {
  separator_kind kind = SEPARATOR_NONE;
  sse_str line;
  for (size_t position = 0; kind == SEPARATOR_NONE && sse_str_next(beginning, '\n', &position, &line);)
    kind = separator_of(sse_str_trim(line));
  return kind;
}

sse_status mailbox_open(struct reader *reader, struct mailbox **mailbox, sse_error *err) {
  struct mailbox *made = calloc(1, sizeof *made);
  *mailbox = made;
  if (!made) return sse_fail_memory(err);
  sse_str all = sse_str_trim(sse_utf8_without_mark(reader_beginning(reader)));
  sse_str beginning = mailbox_without_length(all, &made->left), number = {0};
  separator_kind first = first_separator(beginning);
  made->reader = reader;
  made->is_blank = made->is_at_start = true;
  made->is_of_patches = first == SEPARATOR_PATCH;
  made->is_begun = mailbox_is_header(beginning) || first == SEPARATOR_NONE;
  made->splits = !made->is_begun || !is_name_of_one(reader->path);
  made->is_bounded = made->left > 0;
  bool more = true;
  sse_status status = SSE_OK;
  while (!status && made->is_bounded && more && number.length == 0) {
    status = reader_line(reader, &number, &more, err);
    number = sse_str_trim(number);
  }
  if (status) mailbox_close(made);
  return status;
}

void mailbox_close(struct mailbox *mailbox) {
  if (!mailbox) return;
  sse_buffer_reset(&mailbox->held);
  sse_buffer_reset(&mailbox->next);
  sse_buffer_reset(&mailbox->separator);
  sse_buffer_reset(&mailbox->again);
  free(mailbox);
}
