/* Makes items of raw fields: white space, dates, languages, addresses.
 * A date that cannot be read is reported, since it was meant as one; other invalid values are only counted.
 * The language of an item that does not declare it is detected from its text. */
#include "source/item.h"
#include "base/url.h"
#include "base/utf8.h"
#include "source/format/entities.h"
#include "source/language.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Appends the words of `line`, separated by single spaces. Most lines are already like that and are copied
 * whole. */
static void append_words(sse_buffer *out, sse_str line) {
  line = sse_str_trim(line);
  size_t start = 0;
  for (size_t i = 0; i + 1 < line.length; i++) {
    bool is_one = line.data[i] == ' ' && !sse_is_space(line.data[i + 1]);
    if (!sse_is_space(line.data[i]) || is_one) continue;
    sse_buffer_append_str(out, sse_str_part(line, start, i));
    sse_buffer_append_text(out, " ");
    while (sse_is_space(line.data[i + 1])) /* the line does not end in space */
      i++;
    start = i + 1;
  }
  sse_buffer_append_str(out, sse_str_part(line, start, line.length));
}

/* Returns true if a text is among the lines of another, ignoring case. */
static bool has_line(sse_str lines, const char *line) {
  sse_str other;
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &other);)
    if (sse_str_is(other, line)) return true;
  return false;
}

/* Appends the parts of a list, one per line, without duplicates and empty ones. */
static void append_list(sse_buffer *out, sse_str list, char separator) {
  sse_buffer line = {0};
  sse_str part;
  for (size_t position = 0; sse_str_next(list, separator, &position, &part);) {
    sse_buffer_clear(&line);
    append_words(&line, part);
    if (line.length == 0 || line.failed || has_line(sse_buffer_str(out), line.data)) continue;
    if (out->length > 0) sse_buffer_append_text(out, "\n");
    sse_buffer_append_str(out, sse_buffer_str(&line));
  }
  if (line.failed) out->failed = true;
  sse_buffer_reset(&line);
}

/* The separator between tags, which is a comma if they are on one line. */
static char separator_of(sse_str tags) {
  return tags.length > 0 && memchr(tags.data, '\n', tags.length) ? '\n' : ',';
}

/* Appends the words of a text paragraph by paragraph: each line that is not blank is one. */
static void append_paragraphs(sse_buffer *out, sse_str text) {
  for (size_t start = 0, end; start < text.length; start = end + 1) {
    const char *newline = memchr(text.data + start, '\n', text.length - start);
    end = newline ? (size_t)(newline - text.data) : text.length;
    sse_str line = sse_str_trim(sse_str_part(text, start, end));
    if (sse_utf8_is_blank(line)) continue;
    if (out->length > 0) sse_buffer_append_text(out, "\n");
    append_words(out, line);
  }
}

/* The beginning of a text, up to the end of a sentence, or of a word near the limit. */
static sse_str beginning(sse_str text) {
  enum { LONGEST = 120 }; /* bytes */
  size_t word = 0;
  for (size_t i = 0; i < text.length && i < LONGEST; i++) {
    bool ends = text.data[i] == '\n' || (strchr(".!?", text.data[i]) && i > 20);
    if (ends) return sse_str_part(text, 0, i + (text.data[i] != '\n'));
    if (text.data[i] == ' ') word = i;
  }
  if (text.length <= LONGEST) return text;
  if (word > 0) return sse_str_part(text, 0, word);
  size_t end = 0;
  for (size_t next = 0; next <= LONGEST && next < text.length; next = text_cluster_end(text, next))
    end = next;
  return sse_str_part(text, 0, end);
}

/* Returns true at a two-byte control character, C2 80 to C2 9F, which is never intended. */
static bool is_control(sse_str text, size_t at) {
  return (unsigned char)text.data[at] == 0xC2 && at + 1 < text.length &&
         (unsigned char)text.data[at + 1] < 0xA0;
}

/* Returns true at a Unicode line or paragraph separator, which some readers take for the end of a line in
 * JSON Lines. */
static bool is_separator(sse_str text, size_t at) {
  return at + 2 < text.length && memcmp(text.data + at, "\xE2\x80", 2) == 0 &&
         ((unsigned char)text.data[at + 2] == 0xA8 || (unsigned char)text.data[at + 2] == 0xA9);
}

/* Replaces NULs, which some formats allow in escaped form, with U+FFFD; the control characters that programs
 * write for windows-1252 with the characters meant; and line and paragraph separators with newlines. */
static void replace_controls(sse_buffer *text) {
  sse_str all = sse_buffer_str(text);
  sse_buffer shown = {0};
  if (all.length == 0) return;
  if (!memchr(all.data, '\0', all.length) && !memchr(all.data, 0xC2, all.length) &&
      !sse_str_find(all, "\xE2\x80\xA8") && !sse_str_find(all, "\xE2\x80\xA9"))
    return;
  for (size_t i = 0; i < all.length; i++) {
    if (is_control(all, i)) {
      entities_append_code((unsigned char)all.data[++i], &shown);
    } else if (is_separator(all, i)) {
      sse_buffer_append_text(&shown, "\n");
      i += 2;
    } else {
      sse_buffer_append(&shown, all.data[i] ? all.data + i : "\xEF\xBF\xBD", all.data[i] ? 1 : 3);
    }
  }
  shown.failed = shown.failed || text->failed;
  sse_buffer_reset(text);
  *text = shown;
}

/* Cleans all fields of a part. */
static sse_status clean(item_maker *maker, const struct reader *reader, const struct fields *fields,
                        sse_error *err) {
  sse_buffer text = {0};
  sse_status status = SSE_OK;
  for (int i = 0; i < FIELD_COUNT && !status; i++) {
    sse_buffer_clear(&text);
    sse_buffer_clear(&maker->clean[i]);
    if (fields->raw[i].failed) status = sse_fail_memory(err);
    if (!status)
      status = text_clean(sse_buffer_str(&fields->raw[i]), &text, &reader->account->report->repaired, err);
    replace_controls(&text);
    if (!status && text.failed) status = sse_fail_memory(err);
    if (i == FIELD_BODY) {
      append_paragraphs(&maker->clean[i], sse_buffer_str(&text));
    } else if (i == FIELD_TAGS) {
      append_list(&maker->clean[i], sse_buffer_str(&text), separator_of(sse_buffer_str(&text)));
    } else if (i == FIELD_AUTHOR) {
      append_list(&maker->clean[i], sse_buffer_str(&text), '\n');
    } else if (i == FIELD_LANG) {
      language_normalise(sse_buffer_str(&text), &maker->clean[i]);
    } else if (i == FIELD_PATH || i == FIELD_PROVENANCE || i == FIELD_TRANSLATIONS) {
      sse_buffer_append_str(&maker->clean[i], sse_buffer_str(&text));
    } else {
      append_words(&maker->clean[i], sse_buffer_str(&text));
    }
    if (sse_utf8_is_blank(sse_buffer_str(&maker->clean[i]))) sse_buffer_clear(&maker->clean[i]);
    if (!status && maker->clean[i].failed) status = sse_fail_memory(err);
  }
  sse_buffer_reset(&text);
  return status;
}

/* Reports, once per file, that nothing in it shows the order of its numeric dates. */
static void report_order(item_maker *maker, const struct reader *reader, const struct part *part,
                         sse_str text, sse_date date) {
  char iso[SSE_DATE_SIZE], why[200];
  sse_error message;
  if (maker->told.is_order_reported) return;
  maker->told.is_order_reported = true;
  sse_date_format(date, iso);
  (void)snprintf(
      why, sizeof why,
      "'%.*s' is read as %s; if the month or the year comes first in this file, its dates are wrong",
      (int)(text.length < DATE_LONGEST / 2 ? text.length : DATE_LONGEST / 2), text.data, iso);
  (void)reader_fail(reader, part, SSE_INVALID, why, &message);
  account_problem(reader->account, false, message.message);
}

/* The order of numeric dates: as the file's other dates show it, else as is usual in its language. */
static source_first first_of(const item_maker *maker) {
  static const char *const year_first[] = {"ko", "ja", "zh", "hu"};
  sse_str lang = sse_buffer_str(&maker->clean[FIELD_LANG]);
  if (maker->order != DATE_ORDER_UNKNOWN)
    return maker->order == DATE_MONTH_FIRST ? SOURCE_MONTH_FIRST : SOURCE_DAY_FIRST;
  if (sse_str_is(lang, "en-us")) return SOURCE_MONTH_FIRST;
  for (size_t i = 0; i < sizeof year_first / sizeof *year_first; i++)
    if (sse_str_begins(lang, year_first[i]) && (lang.length == 2 || lang.data[2] == '-'))
      return SOURCE_YEAR_FIRST;
  return SOURCE_DAY_FIRST;
}

/* Listopad is October in Croatian, but November in Czech and Polish, as which it was read. */
static void mend_croatian(const item_maker *maker, sse_str text, sse_date *date) {
  enum { OCTOBER = 10, NOVEMBER = 11 };
  static const char name[] = "listopad";
  sse_str lang = sse_buffer_str(&maker->clean[FIELD_LANG]);
  bool is_croatian = sse_str_is(lang, "hr") || sse_str_begins(lang, "hr-");
  if (!is_croatian || date->month != NOVEMBER) return;
  for (size_t at = 0; at + sizeof name <= text.length + 1; at++)
    if (strncasecmp(text.data + at, name, sizeof name - 1) == 0) date->month = OCTOBER;
}

static sse_date read_date(item_maker *maker, const struct reader *reader, const struct part *part) {
  enum { SHOWN = 80 }; /* bytes */
  sse_date date = {0};
  sse_str text = sse_buffer_str(&maker->clean[FIELD_DATE]);
  source_first first = first_of(maker);
  bool is_unsure = false;
  if (text.length == 0) return date;
  if (source_date_read_as(text, first, &date, &is_unsure)) {
    mend_croatian(maker, text, &date);
    if (is_unsure && first != SOURCE_MONTH_FIRST && maker->order == DATE_ORDER_UNKNOWN)
      report_order(maker, reader, part, text, date);
    return date;
  }
  sse_error message;
  sse_buffer why = {0};
  sse_buffer_printf(&why, "'%.*s' cannot be read as a date (item kept without it)",
                    text.length < SHOWN ? (int)text.length : SHOWN, text.data);
  (void)reader_fail(reader, part, SSE_INVALID, why.failed ? "out of memory" : why.data, &message);
  account_problem(reader->account, false, message.message);
  account_lose(reader->account, SOURCE_DROPPED, sse_str_of("date"), "cannot be read");
  sse_buffer_reset(&why);
  return date;
}

/* Makes the address valid, or removes it if it cannot be. Local files may point to other local files. */
static sse_status read_url(item_maker *maker, const struct reader *reader, sse_str *url, sse_error *err) {
  sse_buffer valid = {0};
  sse_buffer *kept = &maker->clean[FIELD_URL];
  if (kept->length == 0) return SSE_OK;
  if (!reader->base && sse_str_begins(sse_buffer_str(kept), "file:///")) {
    *url = sse_buffer_str(kept);
    return SSE_OK;
  }
  sse_url_resolve(sse_buffer_str(kept), sse_str_of(reader->base), &valid);
  sse_buffer_clear(kept);
  sse_buffer_append_str(kept, sse_buffer_str(&valid));
  bool failed = valid.failed || kept->failed;
  if (valid.length == 0)
    account_lose(reader->account, SOURCE_DROPPED, sse_str_of("address"), "is not a web address");
  sse_buffer_reset(&valid);
  *url = sse_buffer_str(kept);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

/* Copies the beginning of an item's text, from which its language is detected. */
static bool take_sample(item_maker *maker, const source_item *item) {
  enum { SAMPLE = 2000 }; /* bytes of a body */
  size_t length = item->body.length < SAMPLE ? item->body.length : SAMPLE;
  sse_buffer_clear(&maker->sample);
  sse_buffer_append_str(&maker->sample, item->title);
  sse_buffer_append_text(&maker->sample, "\n");
  if (length > 0) sse_buffer_append_str(&maker->sample, sse_str_part(item->body, 0, length));
  return !maker->sample.failed;
}

/* Detects the language of an item that does not declare it. If the text is too short for that, the item gets
 * the language of the items before it in the file, if they agree. An item that declares its language to be
 * undetermined gets that of its own text or none. */
static sse_status choose_language(item_maker *maker, source_item *item, sse_error *err) {
  enum { AGREEING = 3 }; /* items */
  source_told *told = &maker->told;
  bool is_alone = item->lang.length > 0;
  if (!take_sample(maker, item)) return sse_fail_memory(err);
  item->lang = text_detect(maker->analyser, sse_buffer_str(&maker->sample));
  if (is_alone) return SSE_OK;
  if (item->lang.length == 0) {
    if (told->agreeing >= AGREEING) item->lang = sse_str_of(told->lang);
  } else if (told->agreeing > 0 && sse_str_is(item->lang, told->lang)) {
    if (told->agreeing < AGREEING) told->agreeing++;
  } else if (told->agreeing == 0 && item->lang.length < sizeof told->lang) {
    memset(told->lang, 0, sizeof told->lang);
    memcpy(told->lang, item->lang.data, item->lang.length);
    told->agreeing = 1;
  } else {
    told->agreeing = 0;
  }
  return SSE_OK;
}

/* Templates declare one language for all pages of a site. If the text is plainly in another language, the
 * text wins. */
static sse_status check_page_language(item_maker *maker, source_item *item, sse_error *err) {
  if (!take_sample(maker, item)) return sse_fail_memory(err);
  sse_str sample = sse_buffer_str(&maker->sample);
  if (!language_is_plain(sample)) return SSE_OK;
  sse_str detected = text_detect(maker->analyser, sample);
  if (language_contradicts(item->lang, detected)) item->lang = detected;
  return SSE_OK;
}

/* Applies what the user specified for all items, and derives fields from other fields. */
static sse_status complete(item_maker *maker, const struct reader *reader, const struct fields *fields,
                           source_item *item, sse_error *err) {
  const source_options *options = reader->options;
  if (options->lang) item->lang = sse_str_of(options->lang);
  if (item->lang.length > 0 && !text_is_language_tag(item->lang)) {
    account_lose(reader->account, SOURCE_DROPPED, sse_str_of("language"), "is not a language tag");
    item->lang = (sse_str){0};
  }
  if (options->source) item->source = sse_str_of(options->source);
  if (item->id.length == 0) item->id = item->url;                      /* an address identifies it as well */
  if (item->id.length == 0) item->provenance = (sse_str){0};           /* it says nothing without an id */
  bool is_undetermined = sse_str_equal(item->lang, sse_str_of("und")); /* RFC 5646, 4.1 */
  if (item->provenance.length > 0) { /* the index it comes from has already detected it */
    if (is_undetermined) item->lang = (sse_str){0};
    return SSE_OK;
  }
  if (item->lang.length == 0 || is_undetermined) return choose_language(maker, item, err);
  return fields->is_lang_of_page && !options->lang ? check_page_language(maker, item, err) : SSE_OK;
}

static bool has_words(sse_str text) {
  return sse_str_trim(text).length > 0;
}

/* Returns true for an item that is left out, and counts it. */
static bool is_withheld(const struct reader *reader, const struct fields *fields) {
  bool is_public = !fields->withheld || reader->options->drafts;
  if (is_public && !fields->is_no_news) return false;
  account_withhold(reader->account, fields->is_no_news ? "neither post nor page" : fields->withheld);
  return true;
}

/* Returns true for the provenance of an item that was taken down. In compact JSON a quotation mark within a
 * string is preceded by a backslash, so the name cannot be part of one. */
static bool is_withdrawal(sse_str provenance) {
  static const char member[] = "\"withdrawn\":";
  return provenance.length > 0 && memmem(provenance.data, provenance.length, member, sizeof member - 1);
}

sse_status item_make(item_maker *maker, const struct reader *reader, struct part *part, bool *is_stopped,
                     sse_error *err) {
  const sse_buffer *kept = maker->clean;
  source_report *report = reader->account->report;
  const sse_buffer *provenance = &part->fields.raw[FIELD_PROVENANCE];
  *is_stopped = false;
  if (part->fields.may_change) {
    report->may_change = true;
    reader->account->changing++;
  }
  if (is_withheld(reader, &part->fields)) return SSE_OK;
  sse_status status = clean(maker, reader, &part->fields, err);
  if (status) return status;
  source_item item = {.id = sse_buffer_str(&kept[FIELD_ID]),
                      .title = sse_buffer_str(&kept[FIELD_TITLE]),
                      .body = sse_buffer_str(&kept[FIELD_BODY]),
                      .source = sse_buffer_str(&kept[FIELD_SOURCE]),
                      .author = sse_buffer_str(&kept[FIELD_AUTHOR]),
                      .tags = sse_buffer_str(&kept[FIELD_TAGS]),
                      .lang = sse_buffer_str(&kept[FIELD_LANG]),
                      .reply_to = sse_buffer_str(&kept[FIELD_REPLY_TO]),
                      .provenance = reader->options->provenance ? sse_buffer_str(&kept[FIELD_PROVENANCE])
                                                                : (sse_str){0},
                      .translations = sse_buffer_str(&kept[FIELD_TRANSLATIONS]),
                      .path = sse_buffer_str(&kept[FIELD_PATH]),
                      .line = part->line ? part->line : part->number};
  if (item.path.length > 0) item.line = 0;
  if (item.path.length == 0 && strcmp(reader->path, "-") != 0) item.path = sse_str_of(reader->path);
  item.is_untitled = !has_words(item.title);
  if (item.is_untitled) item.title = beginning(item.body);
  if (item.title.length == 0)
    return reader_fail(reader, part, SSE_INVALID, "has neither title nor text", err);
  if (item.body.length > READER_BODY_LONGEST)
    return reader_fail(reader, part, SSE_TOO_LARGE, "is too long", err);
  item.date = read_date(maker, reader, part);
  status = read_url(maker, reader, &item.url, err);
  if (!status) status = complete(maker, reader, &part->fields, &item, err);
  if (status) return status;
  if (item.provenance.length == 0 && is_withdrawal(sse_buffer_str(provenance))) {
    account_withhold(reader->account, "withdrawn");
    return SSE_OK;
  }
  report->items++;
  status = reader->account->handler->on_item(reader->account->handler->context, &item, err);
  *is_stopped = status != SSE_OK;
  return status;
}

void item_begin_file(item_maker *maker, sse_str beginning) {
  maker->order = date_order_of(beginning);
  maker->told = (source_told){0};
}

void item_maker_reset(item_maker *maker) {
  for (int i = 0; i < FIELD_COUNT; i++)
    sse_buffer_reset(&maker->clean[i]);
  sse_buffer_reset(&maker->sample);
}
