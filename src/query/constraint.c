/* Sets of items by the nodes of a query's tree.
 * Text is asked of FTS5, filters of the items' facts.
 * And, or and not are done on the bits, so that any tree of them can be answered. */
#include "query/constraint.h"
#include "source/source.h"

#include <stdlib.h>
#include <string.h>

struct finding {
  const struct query_reading *reading;
  index_ranking *ranking;
  sse_date today;
  sse_buffer *notes;
  size_t count;     /* of words of a set */
  bool is_excluded; /* what is looked for: the parts of a word alone are not enough then */
};

static sse_status find_node(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                            sse_error *err);

/* ---- Text --------------------------------------------------------------------------------------- */

static sse_status find_text(const struct finding *finding, const sse_buffer *expression, item_set *set,
                            sse_error *err) {
  static const char sql[] = "SELECT rowid FROM terms WHERE terms MATCH ?1";
  const index_db *index = finding->reading->index;
  sqlite3_stmt *statement;
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  int result = SQLITE_ERROR;
  if (sqlite3_bind_text(statement, 1, expression->data, -1, SQLITE_STATIC) == SQLITE_OK)
    result = sqlite3_step(statement);
  for (; result == SQLITE_ROW; result = sqlite3_step(statement))
    item_set_put(set, (uint32_t)sqlite3_column_int64(statement, 0));
  if (result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

/* A word, phrase or field in any of its forms. */
static sse_status find_leaf(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                            sse_error *err) {
  struct query query;
  sse_buffer expression = {0};
  sse_status status = query_read_node(tree, place, finding->reading, &query, err);
  if (!status) query_compile(&query, finding->is_excluded ? QUERY_WHOLE : QUERY_EVERY, &expression);
  if (!status && expression.failed) status = sse_fail_memory(err);
  if (!status && expression.length > 0) status = find_text(finding, &expression, set, err);
  sse_buffer_reset(&expression);
  query_reset(&query);
  return status;
}

/* Appends that a form of one word stands near one of another. Words near each other are in one field: where
 * one has to be in some, so has the other; FTS5 wants the field before NEAR. */
static void append_near(const struct query *first, struct query_form ours, const struct query *second,
                        struct query_form theirs, size_t distance, sse_buffer *expression) {
  int column = ours.column >= 0 ? ours.column : theirs.column;
  if (theirs.column >= 0 && theirs.column != column) return;
  ours.column = theirs.column = -1;
  sse_buffer_append_text(expression, expression->length > 0 ? " OR " : "");
  query_compile_column(column, expression);
  sse_buffer_append_text(expression, "NEAR(");
  query_compile_form(first, &ours, expression);
  sse_buffer_append_text(expression, " ");
  query_compile_form(second, &theirs, expression);
  sse_buffer_printf(expression, ", %zu)", distance);
}

/* Each form of the one word beside each of the other. */
static sse_status find_near(const struct finding *finding, const syntax *tree, const syntax_node *node,
                            item_set *set, sse_error *err) {
  enum { FORMS_MOST = 8 }; /* of each word: the likeliest */
  struct query first, second = {0};
  sse_buffer expression = {0};
  sse_status status = query_read_node(tree, node->child, finding->reading, &first, err);
  if (!status) status = query_read_node(tree, tree->nodes[node->child].next, finding->reading, &second, err);
  size_t ours = first.word_count > 0 ? first.words[0].form_count : 0;
  size_t theirs = second.word_count > 0 ? second.words[0].form_count : 0;
  for (size_t i = 0; i < ours && i < FORMS_MOST && !status; i++)
    for (size_t k = 0; k < theirs && k < FORMS_MOST; k++)
      append_near(&first, first.forms[i], &second, second.forms[k], node->distance, &expression);
  if (!status && expression.failed) status = sse_fail_memory(err);
  if (!status && expression.length > 0) status = find_text(finding, &expression, set, err);
  sse_buffer_reset(&expression);
  query_reset(&first);
  query_reset(&second);
  return status;
}

/* ---- Filters ------------------------------------------------------------------------------------ */

struct filter {
  syntax_kind kind;
  uint32_t first, last;   /* days */
  unsigned char *allowed; /* by number of label */
};

static bool read_number(sse_str text, int *number) {
  *number = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] < '0' || text.data[i] > '9' || i > 4) return false;
    *number = *number * 10 + (text.data[i] - '0');
  }
  return text.length > 0;
}

static bool relative_day(sse_str text, sse_date today, uint32_t *day) {
  int number;
  if (text.length < 3 || text.data[0] != '-' || !read_number(sse_str_part(text, 1, text.length - 1), &number))
    return false;
  int days = (int)index_day_of(today);
  switch (text.data[text.length - 1]) {
  case 'd':
    days -= number;
    break;
  case 'w':
    days -= number * 7;
    break;
  case 'm':
    days -= number * 30;
    break;
  case 'y':
    days -= number * 365;
    break;
  default:
    return false;
  }
  *day = days > 1 ? (uint32_t)days : 1;
  return true;
}

/* The last day of a day, a month or a year. */
static uint32_t last_day(sse_date date) {
  sse_date next = {date.year, date.month + 1, 1};
  if (date.day > 0) return index_day_of(date);
  if (date.month == 0 || date.month == 12) next = (sse_date){date.year + 1, 1, 1};
  return next.year > 9999 ? INDEX_DAY_LAST : index_day_of(next) - 1;
}

bool constraint_days(sse_str text, sse_date today, uint32_t *first, uint32_t *last) {
  sse_date begin, end;
  if (relative_day(text, today, first)) {
    *last = *first;
    return true;
  }
  if (!source_date_span(text, &begin, &end)) return false;
  *first = index_day_of(begin);
  *last = last_day(end);
  return true;
}

bool query_is_date(const char *text) {
  uint32_t first, last;
  return constraint_days(sse_str_of(text), (sse_date){2000, 1, 1}, &first, &last);
}

/* "2023-06..2023-08", either end may be left out. */
static bool read_range(sse_str text, sse_date today, struct filter *filter) {
  uint32_t ignored;
  const char *dots = text.length > 1 ? memmem(text.data, text.length, "..", 2) : NULL;
  if (!dots) return constraint_days(text, today, &filter->first, &filter->last);
  size_t at = (size_t)(dots - text.data);
  sse_str from = sse_str_part(text, 0, at), to = sse_str_part(text, at + 2, text.length);
  filter->first = 1;
  filter->last = INDEX_DAY_LAST;
  return (from.length == 0 || constraint_days(from, today, &filter->first, &ignored)) &&
         (to.length == 0 || constraint_days(to, today, &ignored, &filter->last));
}

/* The same but for quotation marks, which a value cannot hold. */
static bool is_same_name(sse_str label, sse_str value) {
  size_t at = 0;
  for (size_t i = 0; i < label.length;) {
    size_t quote = syntax_quote_at(label, i);
    i += quote;
    if (quote > 0) continue;
    if (at == value.length || label.data[i++] != value.data[at++]) return false;
  }
  return at == value.length;
}

/* A label that a filter names: the whole of it after an =; else the words it holds for a publisher, the tag
 * or what stands before its hyphen for a language, the whole name without regard to case for a group. */
static bool is_named(syntax_kind kind, sse_str label, sse_str value) {
  char folded_label[TEXT_TERM_SIZE], folded_value[TEXT_TERM_SIZE];
  if (value.length > 1 && value.data[0] == '=')
    return is_same_name(label, sse_str_part(value, 1, value.length));
  if (kind == SYNTAX_LANG)
    return strncasecmp(label.data, value.data, value.length) == 0 &&
           (label.length == value.length || label.data[value.length] == '-');
  size_t value_length = text_fold(value, folded_value), label_length = text_fold(label, folded_label);
  if (kind == SYNTAX_GROUP)
    return label_length == value_length && memcmp(folded_label, folded_value, value_length) == 0;
  return value_length > 0 && memmem(folded_label, label_length, folded_value, value_length) != NULL;
}

static sse_status find_labels(const struct finding *finding, sse_str value, struct filter *filter,
                              sse_error *err) {
  static const char sql[] = "SELECT number, name FROM label WHERE kind = ?1";
  enum { LABELS = 65536 };
  const index_db *index = finding->reading->index;
  sqlite3_stmt *statement;
  filter->allowed = calloc(LABELS, 1);
  if (!filter->allowed) return sse_fail_memory(err);
  sse_status status = index_prepare(index, sql, &statement, err);
  if (status) return status;
  int result = SQLITE_ERROR;
  int kind = filter->kind == SYNTAX_SOURCE ? 1 : filter->kind == SYNTAX_LANG ? 2 : 3;
  if (sqlite3_bind_int(statement, 1, kind) == SQLITE_OK) result = sqlite3_step(statement);
  for (; result == SQLITE_ROW; result = sqlite3_step(statement)) {
    const char *name = (const char *)sqlite3_column_text(statement, 1);
    sqlite3_int64 number = sqlite3_column_int64(statement, 0);
    if (name && number > 0 && number < LABELS && is_named(filter->kind, sse_str_of(name), value))
      filter->allowed[number] = 1;
  }
  if (result != SQLITE_DONE) status = index_fail(index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static bool passes(const struct filter *filter, const index_facts *facts) {
  if (filter->kind == SYNTAX_SOURCE) return filter->allowed[facts->source];
  if (filter->kind == SYNTAX_LANG) return filter->allowed[facts->lang];
  if (filter->kind == SYNTAX_GROUP) return filter->allowed[facts->group];
  return facts->day >= filter->first && facts->day <= filter->last && facts->day != 0;
}

static sse_status find_facts(const struct finding *finding, const struct filter *filter, item_set *set,
                             sse_error *err) {
  size_t numbers = index_ranking_numbers(finding->ranking);
  sse_status status = SSE_OK;
  for (uint32_t item = 1; item < numbers && !status; item++) {
    const index_facts *facts;
    status = index_facts_of(finding->ranking, item, &facts, err);
    if (!status && facts->flags & INDEX_IS_ITEM && (!filter || passes(filter, facts)))
      item_set_put(set, item);
  }
  return status;
}

/* A filter that means nothing lets all items pass, and says so. */
static sse_status find_filter(const struct finding *finding, const syntax *tree, const syntax_node *node,
                              item_set *set, sse_error *err) {
  struct filter filter = {.kind = node->kind, .first = 1, .last = INDEX_DAY_LAST};
  sse_str value = syntax_text(tree, node);
  sse_status status = SSE_OK;
  uint32_t day, ignored;
  bool known = true;
  if (node->kind == SYNTAX_SOURCE || node->kind == SYNTAX_LANG || node->kind == SYNTAX_GROUP) {
    status = find_labels(finding, value, &filter, err);
  } else if (node->kind == SYNTAX_DATE) {
    known = read_range(value, finding->today, &filter);
  } else {
    known = constraint_days(value, finding->today, &day, &ignored);
    if (known && node->kind == SYNTAX_AFTER) filter.first = day;
    if (known && node->kind == SYNTAX_BEFORE) filter.last = day - 1;
  }
  if (!known)
    sse_buffer_printf(finding->notes, "%s'%.*s' is no date such as 2023-07, it was passed over",
                      finding->notes->length > 0 ? "; " : "", (int)value.length, value.data);
  if (!status) status = find_facts(finding, known ? &filter : NULL, set, err);
  free(filter.allowed);
  return status;
}

/* ---- Trees -------------------------------------------------------------------------------------- */

static sse_status find_children(const struct finding *finding, const syntax *tree, const syntax_node *node,
                                item_set *set, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t child = node->child; child != SYNTAX_NONE && !status; child = tree->nodes[child].next) {
    item_set one = {0};
    status = find_node(finding, tree, child, &one, err);
    for (size_t i = 0; i < set->count && !status; i++) {
      if (child == node->child || node->kind == SYNTAX_OR) {
        set->words[i] |= one.words[i];
      } else {
        set->words[i] &= one.words[i];
      }
    }
    item_set_reset(&one);
  }
  return status;
}

static sse_status find_node(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                            sse_error *err) {
  const syntax_node *node = &tree->nodes[place];
  sse_status status = item_set_make(finding->count, set, err);
  if (status) return status;
  if (syntax_is_filter(node->kind)) return find_filter(finding, tree, node, set, err);
  if (node->kind == SYNTAX_NEAR) return find_near(finding, tree, node, set, err);
  if (node->kind == SYNTAX_AND || node->kind == SYNTAX_OR)
    return find_children(finding, tree, node, set, err);
  if (node->kind != SYNTAX_NOT) return find_leaf(finding, tree, place, set, err);
  item_set excluded = {0};
  struct finding other = *finding;
  other.is_excluded = !finding->is_excluded;
  status = find_facts(finding, NULL, set, err);
  if (!status) status = find_node(&other, tree, node->child, &excluded, err);
  for (size_t i = 0; i < set->count && !status; i++)
    set->words[i] &= ~excluded.words[i];
  item_set_reset(&excluded);
  return status;
}

static sse_status narrow(const struct finding *finding, const syntax *tree, size_t place, item_set *set,
                         sse_error *err) {
  item_set one = {0};
  sse_status status = find_node(finding, tree, place, &one, err);
  if (!status && !set->words) {
    *set = one;
    return SSE_OK;
  }
  for (size_t i = 0; i < set->count && !status; i++)
    set->words[i] &= one.words[i];
  item_set_reset(&one);
  return status;
}

sse_status constraint_everything(index_ranking *ranking, item_set *set, sse_error *err) {
  const struct finding finding = {.ranking = ranking, .count = index_ranking_numbers(ranking) / 64 + 1};
  sse_status status = item_set_make(finding.count, set, err);
  return status ? status : find_facts(&finding, NULL, set, err);
}

sse_status constraint_find(const struct query *query, const struct query_reading *reading, sse_str filters,
                           sse_date today, index_ranking *ranking, sse_buffer *notes, item_set *set,
                           sse_error *err) {
  const struct finding finding = {reading, ranking, today, notes, index_ranking_numbers(ranking) / 64 + 1,
                                  false};
  syntax *tree = NULL;
  sse_status status = SSE_OK;
  *set = (item_set){0};
  for (size_t i = 0; i < query->constraint_count && !status; i++)
    status = narrow(&finding, query->tree, query->constraints[i], set, err);
  if (!status && filters.length > 0) status = syntax_parse(filters, &tree, err);
  if (!status && tree && tree->root != SYNTAX_NONE) status = narrow(&finding, tree, tree->root, set, err);
  syntax_free(tree);
  return status;
}
