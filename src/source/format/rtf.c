/* RTF (Microsoft, Rich Text Format 1.9.1), read sequentially: groups, control words, and the text between
 * them. Bytes of text (\'e9) are in the character set of their font; consecutive bytes of one font are
 * decoded together. Only what readers see is kept, with footnotes at the end. */
#include "base/charset.h"
#include "source/format/document.h"
#include "source/format/readers.h"
#include "source/format/rtf_words.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum {
  DEEPEST = 500, /* nested groups whose end restores the earlier state */
  FONTS_MOST = 1000,
  WORD_LONGEST = 32 /* letters (the specification's limit), and as many digits */
};

/* The state of a group. */
struct group {
  sse_buffer *to; /* where text goes; NULL discards it */
  long font;
  long replaced; /* fallback characters after a Unicode one */
  bool is_hidden;
  bool is_created;  /* the current date is that of the document's creation */
  bool is_in_fonts; /* inside the font table */
};

struct font {
  long number;
  const char *charset; /* NULL: the document's */
};

struct rtf {
  struct reader *reader;
  char block[16 * 1024];
  size_t at, length;
  bool at_end;
  struct group groups[DEEPEST], group; /* the enclosing groups, and the current one */
  size_t depth;
  struct font fonts[FONTS_MOST];
  size_t font_count;
  long default_font;
  char codepage[16];     /* of the document; empty for none */
  sse_buffer bytes;      /* bytes of text, not yet decoded */
  const char *charset;   /* their character set */
  long skipped;          /* fallback characters still to be skipped */
  long surrogate;        /* the first half of a character; 0 for none */
  bool is_optional;      /* after \*: the group is skipped if its next word is not known */
  long year, month, day; /* the date of creation */
  sse_buffer text, notes, title, author, keywords;
  bool is_given;
  sse_status status;
  sse_error failure;
};

bool rtf_detect(sse_str beginning) {
  return sse_str_begins(beginning, "{\\rtf");
}

/* ---- Bytes --------------------------------------------------------------------------------------- */

/* The next byte; -1 at the end, or if it cannot be read. */
static int next_byte(struct rtf *rtf) {
  if (rtf->at < rtf->length) return (unsigned char)rtf->block[rtf->at++];
  if (rtf->at_end) return -1;
  rtf->status = reader_bytes(rtf->reader, rtf->block, sizeof rtf->block, &rtf->length, &rtf->failure);
  rtf->at = 0;
  rtf->at_end = rtf->status || rtf->length == 0;
  return rtf->at_end ? -1 : (unsigned char)rtf->block[rtf->at++];
}

static void put_back(struct rtf *rtf, int byte) {
  if (byte >= 0) rtf->at--; /* it was the last one read */
}

/* ---- Text ---------------------------------------------------------------------------------------- */

static bool is_at_start(const sse_buffer *out) {
  return out->length == 0 || out->data[out->length - 1] == '\n';
}

/* Decodes the pending bytes, in the font's character set. */
static void flush(struct rtf *rtf) {
  sse_decoder *decoder = NULL;
  sse_error ignored;
  sse_buffer *to = rtf->group.to;
  if (rtf->bytes.length == 0) return;
  const char *charset = rtf->charset ? rtf->charset : rtf->codepage[0] ? rtf->codepage : "windows-1252";
  sse_status status = sse_decoder_new(charset, &decoder, &ignored);
  if (status == SSE_INVALID) status = sse_decoder_new("windows-1252", &decoder, &ignored);
  sse_str bytes = sse_buffer_str(&rtf->bytes);
  while (to && bytes.length > 0 && bytes.data[0] == ' ' && is_at_start(to)) /* at the start of a line */
    bytes = sse_str_part(bytes, 1, bytes.length);
  if (!status && to) status = sse_decode(decoder, bytes, true, to, &ignored);
  if (status) rtf->text.failed = true;
  rtf->reader->account->report->repaired += sse_decoder_repaired(decoder);
  sse_decoder_free(decoder);
  sse_buffer_clear(&rtf->bytes);
}

static const char *charset_of(const struct rtf *rtf, long font) {
  for (size_t i = 0; i < rtf->font_count; i++)
    if (rtf->fonts[i].number == font) return rtf->fonts[i].charset;
  return NULL;
}

/* Returns true if text is kept: it is neither hidden nor the fallback of a Unicode character. */
static bool is_taken(struct rtf *rtf) {
  if (rtf->skipped > 0) {
    rtf->skipped--;
    return false;
  }
  return rtf->group.to && !rtf->group.is_hidden;
}

static void append(struct rtf *rtf, const char *text) {
  flush(rtf);
  if (is_taken(rtf)) sse_buffer_append_text(rtf->group.to, text);
}

static void append_byte(struct rtf *rtf, int byte) {
  char one = (char)byte;
  if (is_taken(rtf)) sse_buffer_append(&rtf->bytes, &one, 1);
}

/* Appends a raw character of the file, which was decoded with the file. */
static void append_plain(struct rtf *rtf, int byte) {
  char one = (char)byte;
  if (byte >= 0x80) flush(rtf);
  if (byte < 0x80)
    append_byte(rtf, byte); /* it may be the second of two bytes */
  else if (is_taken(rtf))
    sse_buffer_append(rtf->group.to, &one, 1);
}

static void end_line(struct rtf *rtf) {
  flush(rtf);
  if (rtf->group.to && !rtf->group.is_hidden) document_end_line(rtf->group.to);
}

/* Appends a character by number. Numbers above 32767 are written as negative ones, those above U+FFFF as
 * surrogates. */
static void append_unicode(struct rtf *rtf, long number) {
  utf8proc_uint8_t bytes[4];
  flush(rtf);
  rtf->skipped = 0;
  if (number < 0) number += 65536;
  bool is_first = number >= 0xD800 && number < 0xDC00, is_second = number >= 0xDC00 && number < 0xE000;
  if (is_second && rtf->surrogate) number = 0x10000 + ((rtf->surrogate - 0xD800) << 10) + (number - 0xDC00);
  rtf->surrogate = is_first ? number : 0;
  bool is_character = number > 0 && number <= 0x10FFFF && !(number >= 0xD800 && number < 0xE000);
  if (is_character && is_taken(rtf))
    sse_buffer_append(rtf->group.to, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)number, bytes));
  rtf->skipped = rtf->group.replaced;
}

/* ---- Groups -------------------------------------------------------------------------------------- */

static void begin_group(struct rtf *rtf) {
  flush(rtf);
  if (rtf->depth < DEEPEST) rtf->groups[rtf->depth] = rtf->group;
  rtf->depth++;
  rtf->skipped = 0;
  rtf->is_optional = false;
}

static void end_group(struct rtf *rtf) {
  flush(rtf);
  rtf->skipped = 0;
  if (rtf->depth == 0) return;
  const sse_buffer *before = rtf->group.to;
  if (--rtf->depth >= DEEPEST) return;
  if (before == &rtf->notes && rtf->groups[rtf->depth].to != before) end_line(rtf);
  rtf->group = rtf->groups[rtf->depth];
  rtf->charset = charset_of(rtf, rtf->group.font);
}

static void set_font(struct rtf *rtf, long number) {
  flush(rtf);
  rtf->group.font = number;
  if (rtf->group.is_in_fonts && rtf->font_count < FONTS_MOST)
    rtf->fonts[rtf->font_count++] = (struct font){number, NULL};
  rtf->charset = charset_of(rtf, number);
}

/* Applies a word that says what kind of group it is in. */
static void set_group(struct rtf *rtf, rtf_action action) {
  sse_buffer *to = rtf->group.to;
  if (action == RTF_FONTS) rtf->group.is_in_fonts = true;
  if (action == RTF_CREATED) rtf->group.is_created = true;
  if (action == RTF_TITLE) to = &rtf->title;
  if (action == RTF_AUTHOR) to = &rtf->author;
  if (action == RTF_KEYWORDS) to = &rtf->keywords;
  if (action == RTF_NOTE && to) to = &rtf->notes;
  if (action == RTF_SKIP || action == RTF_FONTS) to = NULL;
  if (action == RTF_KEEP)
    to = rtf->depth >= 2 && rtf->depth - 2 < DEEPEST && !to ? rtf->groups[rtf->depth - 2].to : to;
  rtf->group.to = to;
}

static void take_number(struct rtf *rtf, rtf_action action, long number, bool has_number) {
  if (action == RTF_UNICODE) append_unicode(rtf, number);
  if (action == RTF_COUNT) rtf->group.replaced = number >= 0 ? number : 1;
  if (action == RTF_FONT) set_font(rtf, number);
  if (action == RTF_DEFAULT) rtf->default_font = rtf->group.font = number;
  if (action == RTF_HIDDEN) flush(rtf), rtf->group.is_hidden = !has_number || number != 0;
  if (action == RTF_CODEPAGE) (void)snprintf(rtf->codepage, sizeof rtf->codepage, "cp%ld", number);
  if (action == RTF_CHARSET && rtf->font_count > 0)
    rtf->fonts[rtf->font_count - 1].charset = rtf_words_charset(number);
  if (action == RTF_YEAR && rtf->group.is_created) rtf->year = number;
  if (action == RTF_MONTH && rtf->group.is_created) rtf->month = number;
  if (action == RTF_DAY && rtf->group.is_created) rtf->day = number;
  while (action == RTF_BYTES && number > 0)
    number = next_byte(rtf) >= 0 ? number - 1 : 0;
}

static void take_word(struct rtf *rtf, sse_str name, long number, bool has_number) {
  const struct rtf_word *word = rtf_words_find(name);
  rtf_action action = word ? word->action : RTF_NONE;
  bool was_optional = rtf->is_optional;
  rtf->is_optional = false;
  if (action == RTF_TEXT) append(rtf, word->text);
  if (action == RTF_LINE) end_line(rtf);
  if (action == RTF_PLAIN) {
    set_font(rtf, rtf->default_font);
    rtf->group.is_hidden = false;
  }
  if (action >= RTF_SKIP && action <= RTF_CREATED) set_group(rtf, action);
  if (action == RTF_NONE && was_optional) rtf->group.to = NULL;
  take_number(rtf, action, number, has_number);
}

/* ---- Control words ------------------------------------------------------------------------------- */

static void read_word(struct rtf *rtf, int first) {
  char name[WORD_LONGEST + 1], digits[WORD_LONGEST + 1];
  size_t length = 0, count = 0;
  int byte = first;
  for (; sse_is_letter(byte); byte = next_byte(rtf))
    if (length < WORD_LONGEST) name[length++] = (char)byte;
  for (; sse_is_digit(byte) || (byte == '-' && count == 0); byte = next_byte(rtf))
    if (count < WORD_LONGEST) digits[count++] = (char)byte;
  if (byte != ' ') put_back(rtf, byte);
  digits[count] = '\0';
  take_word(rtf, (sse_str){name, length}, strtol(digits, NULL, 10), count > 0);
}

/* Reads what follows a backslash. */
static void read_control(struct rtf *rtf) {
  int byte = next_byte(rtf);
  if (sse_is_letter(byte)) {
    read_word(rtf, byte);
  } else if (byte == '\'') {
    int high = sse_hex_value(next_byte(rtf)), low = sse_hex_value(next_byte(rtf));
    if (high >= 0 && low >= 0) append_byte(rtf, high * 16 + low);
  } else if (byte == '*') {
    rtf->is_optional = true;
    return;
  } else if (byte == '~') {
    append(rtf, "\xC2\xA0");
  } else if (byte == '_') {
    append(rtf, "\xE2\x80\x91");
  } else if (byte == '\n' || byte == '\r') {
    end_line(rtf);
  } else if (byte == '\\' || byte == '{' || byte == '}') {
    append_byte(rtf, byte);
  }
}

/* Reads the whole file; returns false if it ends inside a group. A fragment of RTF may be several groups. */
static bool read_all(struct rtf *rtf) {
  bool is_one = rtf_detect(reader_beginning(rtf->reader));
  for (int byte = next_byte(rtf); byte >= 0; byte = next_byte(rtf)) {
    if (byte == '{') begin_group(rtf);
    if (byte == '\\') read_control(rtf);
    if (byte == '}') end_group(rtf);
    if (is_one && byte == '}' && rtf->depth == 0) return true; /* what follows is not part of it */
    if (!strchr("{}\\\r\n", byte)) append_plain(rtf, byte);
    if (rtf->text.length > READER_BODY_LONGEST) return false;
  }
  return rtf->depth == 0;
}

/* ---- The item ------------------------------------------------------------------------------------ */

static void fill_in(struct rtf *rtf, struct fields *fields) {
  sse_buffer date = {0};
  sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&rtf->text));
  sse_buffer_append_text(&fields->raw[FIELD_BODY], "\n");
  sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&rtf->notes));
  sse_buffer_append_str(&fields->raw[FIELD_TITLE],
                        document_title(sse_buffer_str(&rtf->title), rtf->reader->path));
  sse_buffer_append_str(&fields->raw[FIELD_TAGS], sse_str_trim(sse_buffer_str(&rtf->keywords)));
  document_take_author(fields, sse_buffer_str(&rtf->author));
  if (rtf->year > 0) sse_buffer_printf(&date, "%04ld-%02ld-%02ld", rtf->year, rtf->month, rtf->day);
  document_complete(rtf->reader, fields, sse_buffer_str(&date));
  if (date.failed) fields->raw[FIELD_TITLE].failed = true;
  sse_buffer_reset(&date);
}

static part_outcome next_rtf(void *context, struct part *part, sse_error *err) {
  struct rtf *rtf = context;
  const char *path = rtf->reader->path;
  if (rtf->is_given) return PART_END;
  rtf->is_given = true;
  bool is_whole = read_all(rtf);
  flush(rtf);
  if (rtf->status) {
    *err = rtf->failure;
    return PART_CUT;
  }
  if (rtf->text.length > READER_BODY_LONGEST)
    return (void)sse_fail(err, SSE_TOO_LARGE, "%s: its text is longer than %d bytes", path,
                          READER_BODY_LONGEST),
           PART_BAD;
  fill_in(rtf, &part->fields);
  if (rtf->text.failed || rtf->notes.failed || rtf->title.failed || rtf->author.failed ||
      rtf->keywords.failed || rtf->bytes.failed || fields_have_failed(&part->fields))
    return (void)sse_fail_memory(err), PART_BAD;
  if (!is_whole) {
    sse_error message;
    (void)sse_fail(&message, SSE_INVALID, "%s: ends in the middle", path);
    account_problem(rtf->reader->account, false, message.message);
  }
  return PART;
}

static void close_rtf(void *context) {
  struct rtf *rtf = context;
  sse_buffer *const all[] = {&rtf->bytes,  &rtf->text,     &rtf->notes, &rtf->title,
                             &rtf->author, &rtf->keywords, NULL};
  for (size_t i = 0; all[i]; i++)
    sse_buffer_reset(all[i]);
  free(rtf);
}

sse_status rtf_open(struct reader *reader, struct parts *parts, sse_error *err) {
  struct rtf *rtf = calloc(1, sizeof *rtf);
  if (!rtf) return sse_fail_memory(err);
  rtf->reader = reader;
  rtf->group = (struct group){.to = &rtf->text, .replaced = 1};
  *parts = (struct parts){.context = rtf, .next = next_rtf, .close = close_rtf};
  /* cppcheck-suppress memleak ; it is closed with the parts */
  return SSE_OK;
}
