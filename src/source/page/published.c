/* When a page was published: its elements in page order, each judged by its kind and its distance to the
 * headline. The ranks are below those of what a page says of itself (metadata.h): 8 for microdata, 6 to 4
 * near the headline, 3 for the address, 2 for a date anywhere in the text. */
#include "source/page/published.h"
#include "source/date/date.h"
#include "source/page/names.h"
#include "source/source.h"

#include <string.h>
#include <strings.h>
#include <time.h>

enum {
  LINE_LONGEST = 160,   /* bytes */
  BYLINE_LONGEST = 400, /* of an element named as a byline */
  FIGURES_LEAST = 8,    /* 31.10.23 */
  FIGURES_LONGEST = 10, /* 31.10.2023 */
  WORDS_MOST = 24,      /* of a line */
  WORDS_OF_DATE = 8,
  WORD_LONGEST = 24, /* bytes */
  FIRST_YEAR = 1990, /* in an address */
  LAST_YEAR = 2099,
  ELEMENTS_MOST = 40, /* in a line */
  SETTLES = 3,
  UPDATE = 2, /* by which the date of the last change ranks lower */
  NEAR = 60   /* before or after the headline */
};

/* ---- Lines --------------------------------------------------------------------------------------- */

static bool is_day(sse_str text, bool is_field) {
  sse_date date;
  return (is_field ? source_date_read(text, &date) : source_date_parse(text, &date)) && date.day > 0;
}

/* The starts and ends of a line's words. */
struct words {
  size_t starts[WORDS_MOST], ends[WORDS_MOST], count;
};

static void find_words(sse_str line, struct words *words) {
  words->count = 0;
  for (size_t at = 0; at < line.length && words->count < WORDS_MOST;) {
    while (at < line.length && (sse_is_space(line.data[at]) || strchr("|,;()[]", line.data[at])))
      at++;
    if (at == line.length) break;
    words->starts[words->count] = at;
    while (at < line.length && !sse_is_space(line.data[at]) && !strchr("|;()[]", line.data[at]))
      at++;
    words->ends[words->count++] = at;
  }
}

/* The position of the first digit from `at` on; the end if there is none. */
static size_t find_digit(sse_str text, size_t at) {
  while (at < text.length && !sse_is_digit(text.data[at]))
    at++;
  return at;
}

static sse_str word_at(sse_str line, const struct words *words, size_t number) {
  return sse_str_part(line, words->starts[number], words->ends[number]);
}

/* True for a word of ASCII letters that no date has. */
static bool is_foreign(sse_str word) {
  char lower[WORD_LONGEST];
  date_word found;
  if (word.length > sizeof lower) return false;
  for (size_t i = 0; i < word.length; i++) {
    lower[i] = (char)(word.data[i] | 0x20);
    if (!sse_is_lower(lower[i])) return false;
  }
  return !date_word_find((sse_str){lower, word.length}, &found);
}

/* Appends the first and longest date that includes the word, which has a digit; false if there is none. */
static bool offer_around(sse_str line, const struct words *words, size_t number, bool is_field,
                         sse_buffer *date) {
  size_t first = number, end = number + 1;
  while (first > 0 && number - first + 1 < WORDS_OF_DATE && !is_foreign(word_at(line, words, first - 1)))
    first--;
  while (end < words->count && end - number < WORDS_OF_DATE && !is_foreign(word_at(line, words, end)))
    end++;
  for (; first <= number; first++) {
    size_t last = first + WORDS_OF_DATE < end ? first + WORDS_OF_DATE : end;
    for (; last > number; last--) {
      sse_str part = sse_str_part(line, words->starts[first], words->ends[last - 1]);
      bool is_digits = is_field && last == first + 1 && part.length >= FIGURES_LEAST;
      if (part.length < 6 || !is_day(part, is_digits)) continue;
      sse_buffer_append_str(date, part);
      return true;
    }
  }
  return false;
}

bool published_in_line(sse_str written, bool is_field, sse_buffer *date) {
  sse_str line = sse_str_trim(written);
  struct words words;
  size_t longest = is_field ? BYLINE_LONGEST : LINE_LONGEST;
  if (line.length == 0 || line.length > longest || !date_has_digit(line)) return false;
  if (is_day(line, is_field || line.length <= FIGURES_LONGEST)) {
    sse_buffer_append_str(date, line);
    return true;
  }
  find_words(line, &words);
  for (size_t number = 0; number < words.count; number++)
    if (date_has_digit(word_at(line, &words, number)) && offer_around(line, &words, number, is_field, date))
      return true;
  return false;
}

bool published_in_calendar(date_calendar calendar, sse_str line, sse_buffer *date) {
  sse_date day;
  char written[SSE_DATE_SIZE];
  if (!date_of_calendar_in(calendar, line, &day)) return false;
  sse_date_format(day, written);
  sse_buffer_append_text(date, written);
  return true;
}

bool published_in_line_of_year(sse_str line, int year, sse_buffer *date) {
  enum { WORDS_OF_DAY = 3 };
  struct words words;
  if (line.length > LINE_LONGEST || !date_has_digit(line)) return false;
  find_words(line, &words);
  for (size_t first = 0; first < words.count; first++) {
    for (size_t count = WORDS_OF_DAY; count > 0; count--) {
      if (first + count > words.count || (count == 1 && words.count > 1)) continue;
      size_t start = date->length;
      sse_buffer_append_str(date, sse_str_part(line, words.starts[first], words.ends[first + count - 1]));
      sse_buffer_printf(date, " %d", year);
      if (!date->failed && is_day(sse_str_part(sse_buffer_str(date), start, date->length), false))
        return true;
      if (!date->failed) date->data[date->length = start] = '\0';
    }
  }
  return false;
}

/* A number of exactly `count` digits; -1 if there is none. */
static int digits(sse_str text, size_t at, size_t count) {
  return date_digits(text, at + count, 1) >= 0 ? -1 : date_digits(text, at, count);
}

/* Appends a day of eight digits between slashes, hyphens or underscores. */
static void append_day_of_digits(sse_str address, sse_buffer *date) {
  for (size_t at = 1; at + 8 <= address.length; at++) {
    int number = strchr("/-_", address.data[at - 1]) ? digits(address, at, 8) : -1;
    sse_date day = {number / 10000, number / 100 % 100, number % 100};
    if (number < 0 || day.year < FIRST_YEAR || day.year > LAST_YEAR || day.day < 1 || !sse_date_is_valid(day))
      continue;
    sse_buffer_printf(date, "%04d-%02d-%02d", day.year, day.month, day.day);
    return;
  }
}

/* Appends the day in the path of an address, /2023/07/25/ or /2023-07-25. */
static void append_day_of_address(sse_str address, sse_buffer *date) {
  for (size_t at = 1; at + 8 <= address.length; at++) {
    if (!strchr("/-_.", address.data[at - 1])) continue;
    int year = digits(address, at, 4);
    if (year < FIRST_YEAR || year > LAST_YEAR || !strchr("/-_", address.data[at + 4])) continue;
    size_t month_length = digits(address, at + 5, 2) >= 0 ? 2 : 1;
    int month = digits(address, at + 5, month_length);
    size_t day_at = at + 6 + month_length;
    if (month < 1 || day_at >= address.length || address.data[day_at - 1] != address.data[at + 4]) continue;
    size_t day_length = digits(address, day_at, 2) >= 0 ? 2 : 1;
    int day = digits(address, day_at, day_length);
    if (!sse_date_is_valid((sse_date){year, month, day}) || day < 1) continue;
    sse_buffer_printf(date, "%04d-%02d-%02d", year, month, day);
    return;
  }
  append_day_of_digits(address, date);
}

/* ---- Elements ------------------------------------------------------------------------------------ */

/* The page that is searched. */
struct search {
  page_metadata *metadata;
  const page_tree *tree;
  const main_text *text;
  uint32_t headline; /* the number of its element; TREE_NONE if there is none */
  sse_buffer line, date;
};

/* The heading that is the title or, if there is none, the first h1. */
static uint32_t find_headline(const page_tree *tree, sse_str title) {
  uint32_t first = TREE_NONE;
  sse_buffer text = {0};
  for (uint32_t i = 0; i < tree->count; i++) {
    const xmlNode *node = tree->elements[i].node;
    if (!tree_is_heading(node) || tree->elements[i].end - i > ELEMENTS_MOST) continue;
    sse_buffer_clear(&text);
    html_node_text(node, &text);
    if (sse_str_equal(sse_str_trim(sse_buffer_str(&text)), title)) {
      first = i;
      break;
    }
    if (first == TREE_NONE && html_is(node, "h1")) first = i;
  }
  sse_buffer_reset(&text);
  return first;
}

/* True for what is below the article: comments and other articles, which seldom say what they are. */
static bool is_below(const struct search *search, uint32_t number) {
  uint32_t container = search->text->container;
  return container != TREE_NONE && number >= search->tree->elements[container].end &&
         (search->headline == TREE_NONE || number > search->headline);
}

static bool is_near(const struct search *search, uint32_t number) {
  if (is_below(search, number)) return false;
  uint32_t from = search->headline;
  if (from == TREE_NONE) from = search->text->container;
  if (from == TREE_NONE) return number < NEAR;
  return number + NEAR / 3 > from && number < search->tree->elements[from].end + NEAR;
}

/* Offers the value of an attribute; true if it is a day. */
static bool offer_attribute(struct search *search, const xmlNode *node, const char *name, int rank) {
  const char *value = html_attribute(node, name);
  if (!value || !is_day(sse_str_of(value), true)) return false;
  metadata_offer_text(search->metadata, FIELD_DATE, rank, value);
  return true;
}

/* True for a text before the date of the last change: "Last updated on ". */
static bool names_update(sse_str before) {
  static const char *const words[] = {"updated",     "last update", "modified",   "revised",     "reviewed",
                                      "aktualisier", "geändert",    "mis à jour", "mise à jour", "modifié",
                                      "actualizad",  "atualizad",   "aggiornat",  "bijgewerkt",  "обновлен",
                                      "수정",        "更新"};
  enum { LABEL_LONGEST = 40 }; /* bytes */
  char label[LABEL_LONGEST + 1];
  size_t length = before.length < LABEL_LONGEST ? before.length : LABEL_LONGEST;
  if (length == 0) return false;
  memcpy(label, before.data + before.length - length, length);
  label[length] = '\0';
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcasestr(label, words[i])) return true;
  return false;
}

/* True if the text before an element in its line says that its date is that of the last change. */
static bool follows_update(struct search *search, const xmlNode *node) {
  enum { NODES_MOST = 4 };
  const xmlNode *before = node->prev;
  for (int i = 0; before && i < NODES_MOST; i++, before = before->prev) {
    sse_buffer_clear(&search->line);
    html_node_text(before, &search->line);
    sse_str text = sse_str_trim(sse_buffer_str(&search->line));
    if (text.length > 0) return names_update(text);
  }
  return false;
}

/* True if a line says that its date is that of the last change; `*rest` is the text after the date. */
static bool is_updated(sse_str line, sse_str date, sse_str *rest) {
  const char *found = memmem(line.data, line.length, date.data, date.length);
  size_t start = found ? (size_t)(found - line.data) : 0;
  *rest = sse_str_part(line, start + date.length, line.length);
  return names_update(sse_str_part(line, 0, find_digit(line, start))); /* the date may begin with a label */
}

/* True for a line that is only a date with a label: "Erstellt am: 01.11.2023". */
static bool is_labelled(sse_str line) {
  sse_date date;
  return line.length <= LINE_LONGEST && find_digit(line, 0) > 0 && source_date_read(line, &date) &&
         !source_date_parse(line, &date);
}

static bool is_copyright(sse_str line) {
  static const char sign[] = "\xC2\xA9";
  return sse_str_begins(line, sign) || sse_str_begins(line, "copyright");
}

/* Offers the date in the text of an element. Below the article, only one with a label counts. */
static bool offer_text(struct search *search, const xmlNode *node, bool is_field, int rank,
                       bool needs_label) {
  sse_str line;
  sse_buffer_clear(&search->line);
  html_node_text(node, &search->line);
  for (size_t position = 0; sse_str_next(sse_buffer_str(&search->line), '\n', &position, &line);) {
    sse_buffer_clear(&search->date);
    if (is_copyright(line) || (needs_label && !is_labelled(line))) continue;
    if (published_in_calendar(search->tree->calendar, line, &search->date)) {
      metadata_offer(search->metadata, FIELD_DATE, rank, sse_buffer_str(&search->date));
      return true;
    }
    if (!published_in_line(line, is_field, &search->date)) continue;
    sse_str date = sse_buffer_str(&search->date), rest = line;
    if (is_updated(line, date, &rest)) {
      metadata_offer(search->metadata, FIELD_DATE, rank - UPDATE, date);
      sse_buffer_clear(&search->date);
      if (!published_in_line(rest, is_field, &search->date)) return true;
    }
    metadata_offer(search->metadata, FIELD_DATE, rank, sse_buffer_str(&search->date));
    return true;
  }
  return false;
}

static bool has_class(const xmlNode *node, const char *word) {
  const char *classes = html_attribute(node, "class"), *id = html_attribute(node, "id");
  return (classes && strcasestr(classes, word)) || (id && strcasestr(id, word));
}

static bool is_update(const xmlNode *node) {
  const char *property = html_attribute(node, "itemprop");
  return has_class(node, "updated") || has_class(node, "modified") ||
         (property && strcasecmp(property, "dateModified") == 0);
}

/* Takes the date from microdata, or RDFa with its prefixes, on any element. */
static bool take_property(struct search *search, const xmlNode *node) {
  static const char *const published[] = {"datePublished", "schema:datePublished", "dc:created",
                                          "dc:issued",     "dcterms:created",      "dcterms:issued"};
  const char *property = html_attribute(node, "itemprop");
  bool is_one = false;
  if (!property) property = html_attribute(node, "property");
  for (size_t i = 0; property && i < sizeof published / sizeof *published; i++)
    is_one = is_one || strcasecmp(property, published[i]) == 0;
  if (!is_one) return false;
  return offer_attribute(search, node, "content", 8) || offer_attribute(search, node, "datetime", 8) ||
         offer_text(search, node, true, 8, false);
}

static void take_time(struct search *search, uint32_t number) {
  const xmlNode *node = search->tree->elements[number].node;
  bool is_published = html_attribute(node, "pubdate") || has_class(node, "publish");
  if (!is_published && is_below(search, number)) return;
  int rank = is_near(search, number) ? 5 + is_published : 3 + is_published;
  if (is_update(node) || follows_update(search, node)) rank -= UPDATE;
  if (!offer_attribute(search, node, "datetime", rank) && !offer_attribute(search, node, "title", rank))
    (void)offer_text(search, node, true, rank - (is_near(search, number) ? 0 : 1), false);
}

static bool is_byline(const xmlNode *node) {
  static const char *const words[] = {"date", "publish",   "byline", "timestamp", "posted",
                                      "meta", "dateline",  "datum",  "fecha",     "time",
                                      "info", "submitted", "author"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (has_class(node, words[i])) return true;
  return false;
}

static void take_line(struct search *search, uint32_t number) {
  const tree_element *element = &search->tree->elements[number];
  bool near = is_near(search, number), names_it = is_byline(element->node);
  bool needs_label = !names_it && is_below(search, number);
  uint32_t longest = names_it ? BYLINE_LONGEST : LINE_LONGEST;
  bool is_small = element->end - number <= ELEMENTS_MOST; /* else deep nesting would cost more than breadth */
  bool is_line = is_small && element->length > 0 && element->length <= longest && element->paragraphs <= 3;
  if (!is_line || is_update(element->node)) return;
  if (near && names_it &&
      (offer_attribute(search, element->node, "title", 5) ||
       offer_attribute(search, element->node, "datetime", 5)))
    return;
  if (!element->is_block && !names_it) return;
  bool is_sentence = element->length > 100 && !names_it;
  int rank = (near ? 4 : needs_label ? 3 : 1) + names_it;
  if (rank <= search->metadata->ranks[FIELD_DATE]) return; /* among equals, the first stays */
  if (!is_sentence) (void)offer_text(search, element->node, names_it, rank, needs_label);
}

static void take_element(struct search *search, uint32_t number) {
  const xmlNode *node = search->tree->elements[number].node;
  if (take_property(search, node)) return;
  if (html_is(node, "time") || html_is(node, "abbr")) {
    take_time(search, number);
  } else {
    take_line(search, number);
  }
}

/* True for elements next to the article, whose dates are of other articles. */
static bool is_boilerplate(const page_tree *tree, const tree_element *element) {
  enum { CARDS_MANY = 5 };
  if (element->length * 5 > tree->elements[0].length * 2) return false;
  if (element->names & (NAME_COMMENT | NAME_OTHER) && !(element->names & NAME_BYLINE)) return true;
  uint32_t cards = element->parent == TREE_NONE ? 0 : tree->elements[element->parent].cards;
  return (element->headlines > 0 && cards >= 2) || (element->link_lines > 0 && cards >= CARDS_MANY);
}

/* True if more than a place and "on" or "den" comes before a date: a sentence such as "The assembly will meet
 * on " is about another day. */
static bool is_in_sentence(sse_str line, sse_str date) {
  enum { SMALL_MOST = 1 };
  const char *found = memmem(line.data, line.length, date.data, date.length);
  size_t small = 0, end = found ? (size_t)(found - line.data) : 0;
  for (size_t i = 1; i < end; i++)
    small += sse_is_lower(line.data[i]) && sse_is_space(line.data[i - 1]);
  return small > SMALL_MOST;
}

/* Offers the place and date with which a text may begin: "Lyon, 4 March 2026. The ..." */
static void take_dateline(struct search *search, sse_str body) {
  enum { BEGINNING = 70, LINES = 4 };
  sse_str line;
  size_t position = 0;
  for (int i = 0; i < LINES && sse_str_next(body, '\n', &position, &line); i++) {
    size_t length = line.length < BEGINNING ? line.length : BEGINNING;
    while (length > 0 && length < line.length && !sse_is_space(line.data[length]))
      length--;
    sse_buffer_clear(&search->date);
    if (!published_in_line(sse_str_part(line, 0, length), false, &search->date)) continue;
    if (is_in_sentence(line, sse_buffer_str(&search->date))) continue;
    metadata_offer(search->metadata, FIELD_DATE, 2, sse_buffer_str(&search->date));
    return;
  }
}

/* ---- One date that may be two days -------------------------------------------------------------- */

static long long day_number(sse_date date) {
  enum { DAY_S = 86400 };
  struct tm parts = {.tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day};
  return (long long)timegm(&parts) / DAY_S;
}

/* True for a time in UTC, "2023-07-25T22:04:00Z", that may be on the day `shown` for the writer: zones are at
 * most 12 hours behind UTC and 14 ahead of it. */
static bool is_stamp_of(sse_str stamp, sse_date day, sse_date shown) {
  static const char *const zones[] = {"Z", "+00:00", "+0000"};
  size_t day_end = date_digits(stamp, 0, 8) < 0 ? 10 : 8;
  bool has_time = stamp.length > day_end && (stamp.data[day_end] == 'T' || stamp.data[day_end] == ' ');
  int hour = has_time ? date_digits(stamp, day_end + 1, 2) : -1;
  long long later = day_number(shown) - day_number(day);
  if (hour < 0 || (later != 1 && later != -1)) return false;
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
    if (sse_str_ends(stamp, zones[i])) return later == 1 ? hour >= 10 : hour < 12;
  return false;
}

/* Replaces the date that the page says of itself by the one it shows, if the former may mean the same day: it
 * is a time in UTC, or in digits with an uncertain order of day and month. */
static void settle(page_metadata *metadata, sse_str shown) {
  sse_str said = sse_buffer_str(&metadata->fields.raw[FIELD_DATE]);
  sse_date day, other, wanted;
  bool is_unsure, is_other_unsure;
  if (!source_date_read_as(shown, SOURCE_DAY_FIRST, &wanted, &is_unsure) || is_unsure || wanted.day == 0)
    return;
  if (!source_date_read_as(said, SOURCE_DAY_FIRST, &day, &is_unsure) || day.day == 0) return;
  bool is_meant = is_stamp_of(said, day, wanted);
  if (is_unsure && source_date_read_as(said, SOURCE_MONTH_FIRST, &other, &is_other_unsure))
    is_meant = day_number(day) == day_number(wanted) || day_number(other) == day_number(wanted);
  if (!is_meant) return;
  sse_buffer_clear(&metadata->fields.raw[FIELD_DATE]);
  sse_buffer_append_str(&metadata->fields.raw[FIELD_DATE], shown);
}

/* Replaces a date that the page says of itself in another calendar by the common one. */
static void convert(date_calendar calendar, sse_buffer *date) {
  sse_buffer common = {0};
  if (published_in_calendar(calendar, sse_buffer_str(date), &common)) {
    sse_buffer_clear(date);
    sse_buffer_append_str(date, sse_buffer_str(&common));
  }
  if (common.failed) date->failed = true;
  sse_buffer_reset(&common);
}

/* ---- All together -------------------------------------------------------------------------------- */

void published_offer(page_metadata *metadata, const page_tree *tree, const main_text *text, sse_str body) {
  page_metadata shown = {0};
  struct search search = {.metadata = &shown, .tree = tree, .text = text};
  search.headline = find_headline(tree, sse_buffer_str(&metadata->fields.raw[FIELD_TITLE]));
  for (uint32_t i = 1; i < tree->count;) {
    bool is_around = search.headline != TREE_NONE && tree_holds(tree, i, search.headline);
    if (!is_around && is_boilerplate(tree, &tree->elements[i])) {
      i = tree->elements[i].end;
    } else {
      take_element(&search, i++);
    }
  }
  take_dateline(&search, body);
  sse_buffer_clear(&search.date);
  append_day_of_address(sse_buffer_str(&metadata->fields.raw[FIELD_URL]), &search.date);
  sse_str in_address = sse_buffer_str(&search.date), on_page = sse_buffer_str(&shown.fields.raw[FIELD_DATE]);
  settle(metadata, in_address);
  if (shown.ranks[FIELD_DATE] >= SETTLES) settle(metadata, on_page);
  metadata_offer(metadata, FIELD_DATE, shown.ranks[FIELD_DATE], on_page);
  metadata_offer(metadata, FIELD_DATE, 3, in_address);
  convert(tree->calendar, &metadata->fields.raw[FIELD_DATE]);
  if (search.line.failed || search.date.failed || metadata_have_failed(&shown))
    metadata->fields.raw[FIELD_DATE].failed = true;
  sse_buffer_reset(&search.line);
  sse_buffer_reset(&search.date);
  metadata_reset(&shown);
}
