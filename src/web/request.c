/* Parameters of a request: read one by one, checked, and written back as a link that asks for the same.
 * Each has a name and a maximum length. One that is refused is recorded among the request's faults, with a
 * message that names it. */
#include "web/request.h"
#include "base/url.h"
#include "text/text.h"
#include "web/dates.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[REQUEST_PARAMETERS] = {[REQUEST_ID] = "id",
                                                      [REQUEST_Q] = "q",
                                                      [REQUEST_DATE] = "date",
                                                      [REQUEST_SOURCE] = "source",
                                                      [REQUEST_LANG] = "lang",
                                                      [REQUEST_TAG] = "tag",
                                                      [REQUEST_ARCHIVE] = "archive",
                                                      [REQUEST_FORMAT] = "format",
                                                      [REQUEST_FIELDS] = "fields",
                                                      [REQUEST_KINDS] = "kinds",
                                                      [REQUEST_SIMILAR] = "similar",
                                                      [REQUEST_FACET] = "facet",
                                                      [REQUEST_FACET_QUERY] = "facet_query",
                                                      [REQUEST_CURSOR] = "cursor",
                                                      [REQUEST_PRE] = "pre",
                                                      [REQUEST_POST] = "post",
                                                      [REQUEST_SORT] = "sort",
                                                      [REQUEST_MATCH] = "match",
                                                      [REQUEST_ITEMS] = "limit",
                                                      [REQUEST_FIRST] = "offset",
                                                      [REQUEST_PAGE] = "page",
                                                      [REQUEST_FACETS] = "facets",
                                                      [REQUEST_GROUP] = "group",
                                                      [REQUEST_TYPING] = "typing",
                                                      [REQUEST_EXPLAIN] = "explain",
                                                      [REQUEST_UI] = "ui",
                                                      [REQUEST_FROM] = "from",
                                                      [REQUEST_TO] = "to",
                                                      [REQUEST_HIGHLIGHT] = "highlight",
                                                      [REQUEST_OFFSETS] = "offsets",
                                                      [REQUEST_FACET_LIMIT] = "facet_limit"};

const request_text request_filter_texts[REQUEST_FILTERS] = {REQUEST_DATE, REQUEST_SOURCE, REQUEST_LANG,
                                                            REQUEST_TAG, REQUEST_ARCHIVE};

static bool is_filter(request_text which) {
  return which >= REQUEST_DATE && which <= REQUEST_ARCHIVE;
}

/* Returns true for parameters that are names. A date is already a range. */
static bool may_have_several(unsigned which) {
  return which == REQUEST_SOURCE || which == REQUEST_LANG || which == REQUEST_TAG ||
         which == REQUEST_ARCHIVE || which == REQUEST_FACET;
}

static size_t longest_of(request_text which) {
  switch (which) {
  case REQUEST_Q:
    return REQUEST_QUERY_LONGEST;
  case REQUEST_CURSOR:
    return REQUEST_CURSOR_LONGEST;
  case REQUEST_PRE:
  case REQUEST_POST:
    return REQUEST_MARK_LONGEST;
  default:
    return REQUEST_VALUE_LONGEST;
  }
}

void request_init(struct request *request) {
  *request = (struct request){.limit = REQUEST_LIMIT, .stories = true};
}

void request_reset(struct request *request) {
  for (size_t i = 0; i < REQUEST_TEXTS; i++)
    free(request->texts[i]);
  free(request->date);
  query_notes_reset(&request->faults);
  *request = (struct request){0};
}

const char *request_name_of(unsigned which) {
  return names[which];
}

const char *request_text_of(const struct request *request, request_text which) {
  return request->texts[which] ? request->texts[which] : "";
}

bool request_next_value(const struct request *request, request_text which, size_t *position, sse_str *value) {
  return sse_str_next(sse_str_of(request->texts[which]), '\n', position, value) && value->length > 0;
}

char *request_text_without(const struct request *request, request_text which, sse_str value) {
  sse_buffer rest = {0};
  sse_str one;
  sse_buffer_append_text(&rest, "");
  for (size_t position = 0; request_next_value(request, which, &position, &one);) {
    if (sse_str_equal(one, value)) continue;
    if (rest.length > 0) sse_buffer_append_text(&rest, "\n");
    sse_buffer_append_str(&rest, one);
  }
  if (!rest.failed) return rest.data;
  sse_buffer_reset(&rest);
  return NULL;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static bool is_tag(const char *value) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return strspn(value, allowed) == strlen(value);
}

/* Fails with the last fault recorded. */
static sse_status fail(const struct request *request, sse_status status, sse_error *err) {
  const query_notes *faults = &request->faults;
  return faults->failed ? sse_fail_memory(err)
                        : sse_fail(err, status, "%s", faults->notes[faults->count - 1].text);
}

static sse_status fail_twice(struct request *request, unsigned which, sse_error *err) {
  query_notes_add(&request->faults, "given-twice", "'%s' may be given only once", names[which]);
  return fail(request, SSE_INVALID, err);
}

/* Adds a value, which has no line end, to those that are there. */
static sse_status add_value(struct request *request, request_text which, sse_str value, sse_error *err) {
  enum { MOST = 100 };
  sse_str before = sse_str_of(request->texts[which]), one;
  sse_buffer all = {0};
  size_t count = 0;
  for (size_t position = 0; request_next_value(request, which, &position, &one); count++)
    if (sse_str_equal(one, value)) return SSE_OK;
  if (value.length == 0) return SSE_OK;
  if (count == MOST) {
    query_notes_add(&request->faults, "too-many-values", "'%s' may have at most %d values", names[which],
                    MOST);
    return fail(request, SSE_TOO_LARGE, err);
  }
  sse_buffer_append_str(&all, before);
  if (before.length > 0) sse_buffer_append_text(&all, "\n");
  sse_buffer_append_str(&all, value);
  if (all.failed) {
    sse_buffer_reset(&all);
    return sse_fail_memory(err);
  }
  free(request->texts[which]);
  request->texts[which] = all.data;
  return SSE_OK;
}

static bool has_days(const struct request *request) {
  return *request->from || *request->to;
}

static sse_status set_text(struct request *request, request_text which, sse_str value, sse_error *err) {
  char **text = which == REQUEST_DATE && has_days(request) ? &request->date : &request->texts[which];
  sse_str before = sse_str_of(*text);
  if (value.length == 0) return SSE_OK;
  if (before.length > 0) return sse_str_equal(before, value) ? SSE_OK : fail_twice(request, which, err);
  char *copy = sse_copy(value);
  if (!copy) return sse_fail_memory(err);
  *text = copy;
  return SSE_OK;
}

bool request_may_be(request_text which, sse_str value) {
  return text_length(value) <= longest_of(which);
}

/* Reads a text. Its length is checked after cleaning, which makes invalid bytes longer. A query that is too
 * long is kept nevertheless, so that its reader can shorten it. A filter without a meaning is noted by the
 * search, as it is within a query. */
static sse_status take_text(struct request *request, request_text which, const char *value, sse_error *err) {
  const size_t most = longest_of(which);
  sse_buffer clean = {0};
  size_t repaired;
  sse_buffer_append_text(&clean, "");
  sse_status status = text_clean(sse_str_of(value), &clean, &repaired, err);
  if (!status && text_length(sse_buffer_str(&clean)) > most) {
    query_notes_add(&request->faults, "too-many-characters", "'%s' may have at most %d characters",
                    names[which], (int)most);
    status = fail(request, SSE_TOO_LARGE, err);
    sse_error ignored; /* without memory it is not kept */
    if (which == REQUEST_Q && !request->texts[which])
      (void)set_text(request, which, sse_buffer_str(&clean), &ignored);
  }
  for (size_t i = 0; i < clean.length && (is_filter(which) || may_have_several(which)); i++)
    if (clean.data[i] == '\n') clean.data[i] = ' ';
  if (!status && may_have_several(which)) {
    status = add_value(request, which, sse_buffer_str(&clean), err);
  } else if (!status) {
    status = set_text(request, which, sse_buffer_str(&clean), err);
  }
  sse_buffer_reset(&clean);
  return status;
}

/* Reads a number of at most nine digits. */
static bool read_number(const char *value, size_t *number) {
  size_t digits = strspn(value, "0123456789");
  bool is_number = digits > 0 && digits < 10 && !value[digits];
  if (is_number) *number = (size_t)strtoul(value, NULL, 10);
  return is_number;
}

static sse_status fail_number(struct request *request, unsigned which, size_t least, size_t most,
                              sse_error *err) {
  query_notes_add(&request->faults, "not-a-number", "'%s' must be a number from %d to %d", names[which],
                  (int)least, (int)most);
  return fail(request, SSE_INVALID, err);
}

static sse_status take_number(struct request *request, unsigned which, const char *value, size_t least,
                              size_t most, size_t *number, sse_error *err) {
  bool is_number = read_number(value, number) && *number >= least && *number <= most;
  return is_number ? SSE_OK : fail_number(request, which, least, most, err);
}

static sse_status fail_choice(struct request *request, unsigned which, const sse_buffer *choices,
                              sse_error *err) {
  if (choices->failed) return sse_fail_memory(err);
  query_notes_add(&request->faults, "not-a-choice", "'%s' must be one of %s", names[which], choices->data);
  return fail(request, SSE_INVALID, err);
}

static sse_status take_choice(struct request *request, unsigned which, const char *value,
                              const char *const *choices, int *choice, sse_error *err) {
  sse_buffer all = {0};
  for (int i = 0; choices[i]; i++) {
    sse_buffer_printf(&all, "%s%s", i == 0 ? "" : ", ", choices[i]);
    if (strcmp(value, choices[i]) != 0) continue;
    *choice = i;
    sse_buffer_reset(&all);
    return SSE_OK;
  }
  sse_status status = fail_choice(request, which, &all, err);
  sse_buffer_reset(&all);
  return status;
}

static sse_status take_switch(struct request *request, unsigned which, const char *value, bool *on,
                              sse_error *err) {
  static const char *const choices[] = {"0", "1", NULL};
  int choice = 0;
  sse_status status = take_choice(request, which, value, choices, &choice, err);
  *on = choice == 1;
  return status;
}

/* Pages are numbered from 1 and have REQUEST_LIMIT items. A page after the last one is reported by the
 * answer, which knows how many there are. */
static sse_status take_page(struct request *request, const char *value, sse_error *err) {
  size_t page = 0;
  if (!read_number(value, &page) || page == 0)
    return fail_number(request, REQUEST_PAGE, 1, REQUEST_PAGES, err);
  request->offset = (page - 1) * REQUEST_LIMIT;
  return SSE_OK;
}

static sse_status take_language(struct request *request, const char *value, sse_error *err) {
  const char *tags[MESSAGES_LANGUAGES + 1] = {NULL};
  int choice = 0;
  request->has_language = languages_find(value, &request->language);
  if (request->has_language) return SSE_OK;
  for (int i = 0; i < MESSAGES_LANGUAGES; i++)
    tags[i] = messages_tag((messages_language)i);
  return take_choice(request, REQUEST_UI, value, tags, &choice, err);
}

/* Reads a day of a form. The days replace the date of the request. */
static sse_status take_day(struct request *request, unsigned which, const char *value, sse_error *err) {
  char *day = which == REQUEST_FROM ? request->from : request->to;
  sse_date date;
  if (!*value) return SSE_OK;
  if (!sse_date_parse(sse_str_of(value), &date)) {
    query_notes_add(&request->faults, "not-a-date", "'%s' must be a date such as %s", names[which],
                    "2023-07-25");
    return fail(request, SSE_INVALID, err);
  }
  const bool is_second = has_days(request);
  sse_date_format(date, day);
  char *range = dates_between(request->from, request->to);
  if (!range) return sse_fail_memory(err);
  if (is_second) {
    free(request->texts[REQUEST_DATE]);
  } else {
    request->date = request->texts[REQUEST_DATE];
  }
  request->texts[REQUEST_DATE] = range;
  return SSE_OK;
}

/* Notes the name of an unknown parameter if it can be shown as it is. The name of a query field is not
 * replaced by another one. */
static void note_unknown(struct request *request, const char *name) {
  if (request->has_field) return;
  request->has_field = syntax_field_of(sse_str_of(name)) != SYNTAX_FIELDS;
  bool is_tag_like = *name && is_tag(name) && strlen(name) < sizeof request->unknown;
  (void)snprintf(request->unknown, sizeof request->unknown, "%s", is_tag_like ? name : "?");
}

/* Text can be marked only in HTML. */
static sse_status take_highlight(struct request *request, const char *value, bool *on, sse_error *err) {
  static const char *const choices[] = {"none", "html", NULL};
  int choice = 0;
  sse_status status = take_choice(request, REQUEST_HIGHLIGHT, value, choices, &choice, err);
  *on = choice == 1;
  return status;
}

static sse_status take_other(struct request *request, unsigned which, const char *value, sse_error *err) {
  int choice = 0;
  sse_status status = SSE_OK;
  switch (which) {
  case REQUEST_ITEMS:
    return take_number(request, which, value, 0, REQUEST_LIMIT_MOST, &request->limit, err);
  case REQUEST_FIRST:
    return take_number(request, which, value, 0, REQUEST_OFFSET_MOST, &request->offset, err);
  case REQUEST_PAGE:
    return take_page(request, value, err);
  case REQUEST_FACETS:
    return take_switch(request, which, value, &request->facets, err);
  case REQUEST_GROUP:
    return take_switch(request, which, value, &request->stories, err);
  case REQUEST_TYPING:
    return take_switch(request, which, value, &request->typing, err);
  case REQUEST_EXPLAIN:
    return take_switch(request, which, value, &request->explain, err);
  case REQUEST_UI:
    return take_language(request, value, err);
  case REQUEST_HIGHLIGHT:
    return take_highlight(request, value, &request->highlight, err);
  case REQUEST_FACET_LIMIT:
    return take_number(request, which, value, 1, REQUEST_FACET_MOST, &request->facet_limit, err);
  case REQUEST_OFFSETS:
    status = take_choice(request, which, value, render_offsets_names, &choice, err);
    request->offsets = (render_offsets)choice;
    return status;
  case REQUEST_FROM:
  case REQUEST_TO:
    return take_day(request, which, value, err);
  case REQUEST_SORT:
    status = take_choice(request, which, value, search_sort_names, &choice, err);
    request->sort = (search_sort)choice;
    request->has_sort = !status;
    return status;
  default:
    status = take_choice(request, which, value, search_match_names, &choice, err);
    request->match = (search_match)choice;
    request->has_match = !status;
    return status;
  }
}

/* The parameters that set the same value: page and offset both set the position. */
static unsigned said_by(unsigned which) {
  const unsigned place = REQUEST_BIT(REQUEST_FIRST) | REQUEST_BIT(REQUEST_PAGE);
  return (REQUEST_BIT(which) & place) ? place : REQUEST_BIT(which);
}

static sse_status take(struct request *request, unsigned which, const char *value, sse_error *err) {
  const struct request before = *request;
  request->given |= REQUEST_BIT(which);
  if (which < REQUEST_TEXTS) return take_text(request, (request_text)which, value, err);
  sse_status status = take_other(request, which, value, err);
  bool is_other = request->limit != before.limit || request->offset != before.offset ||
                  request->sort != before.sort || request->match != before.match ||
                  request->facets != before.facets || request->stories != before.stories ||
                  request->explain != before.explain || request->typing != before.typing ||
                  request->highlight != before.highlight || request->offsets != before.offsets ||
                  request->facet_limit != before.facet_limit || request->language != before.language ||
                  (*before.from && strcmp(request->from, before.from) != 0) ||
                  (*before.to && strcmp(request->to, before.to) != 0);
  return !status && is_other && (before.given & said_by(which)) ? fail_twice(request, which, err) : status;
}

sse_status request_take(struct request *request, const char *name, const char *value, sse_error *err) {
  unsigned which = 0;
  while (which < REQUEST_PARAMETERS && strcmp(name, names[which]) != 0)
    which++;
  if (which == REQUEST_PARAMETERS) {
    note_unknown(request, name);
    return SSE_OK;
  }
  return take(request, which, value, err);
}

/* ---- Filters and keys --------------------------------------------------------------------------- */

bool request_has_filters(const struct request *request) {
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    if (*request_text_of(request, request_filter_texts[i])) return true;
  return false;
}

/* Appends a filter that matches if any of its values does. */
static void add_filter(const struct request *request, request_text which, sse_buffer *filters) {
  sse_str value;
  const char *text = request_text_of(request, which);
  bool has_several = strchr(text, '\n') != NULL, begun = false;
  if (has_several) sse_buffer_append_text(filters, " (");
  for (size_t position = 0; request_next_value(request, which, &position, &value); begun = true) {
    char *copy = sse_copy(value);
    if (begun) sse_buffer_append_text(filters, " OR");
    if (copy) query_add_filter(filters, names[which], which == REQUEST_DATE ? "" : "=", copy);
    filters->failed = filters->failed || !copy;
    free(copy);
  }
  if (has_several) sse_buffer_append_text(filters, ")");
}

void request_filters(const struct request *request, sse_buffer *filters) {
  sse_buffer_append_text(filters, "");
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    add_filter(request, request_filter_texts[i], filters);
}

void request_key(const struct request *request, sse_buffer *key) {
  for (int i = 0; i < REQUEST_TEXTS; i++) {
    const char *text = request_text_of(request, (request_text)i);
    sse_buffer_append(key, text, strlen(text) + 1); /* with its NUL, so that no two texts run together */
  }
  sse_buffer_printf(key, "%zu %zu %d %d %d %d %d %d %d %d %d %d %zu %d", request->limit, request->offset,
                    (int)request->sort, (int)request->match, request->has_sort, request->has_match,
                    request->facets, request->explain, request->stories, request->typing, request->highlight,
                    (int)request->offsets, request->facet_limit, request->has_language);
}

/* ---- Links -------------------------------------------------------------------------------------- */

static void add_parameter(unsigned which, const char *value, bool *begun, sse_buffer *link) {
  sse_buffer_printf(link, "%s%s=", *begun ? "&" : "?", names[which]);
  sse_url_append_encoded(link, value, "");
  *begun = true;
}

/* A query that is too long is left out: no link to it would lead anywhere. */
static void add_text(const struct request *request, request_text which, bool *begun, sse_buffer *link) {
  const char *text = request_text_of(request, which);
  sse_str value;
  if (*text && !may_have_several(which) && request_may_be(which, sse_str_of(text)))
    add_parameter(which, text, begun, link);
  for (size_t position = 0;
       may_have_several(which) && request_next_value(request, which, &position, &value);) {
    char *copy = sse_copy(value);
    if (copy) add_parameter(which, copy, begun, link);
    link->failed = link->failed || !copy;
    free(copy);
  }
}

void request_link(const struct request *request, const char *path, sse_buffer *link) {
  bool begun = strchr(path, '?') != NULL;
  sse_buffer_append_text(link, path);
  for (int i = 0; i <= REQUEST_FIELDS; i++)
    add_text(request, (request_text)i, &begun, link);
  if (request->has_sort) add_parameter(REQUEST_SORT, search_sort_names[request->sort], &begun, link);
  if (!request->stories) add_parameter(REQUEST_GROUP, "0", &begun, link);
  if (request->typing) add_parameter(REQUEST_TYPING, "1", &begun, link);
  if (request->has_match) add_parameter(REQUEST_MATCH, search_match_names[request->match], &begun, link);
  if (request->has_language) add_parameter(REQUEST_UI, messages_tag(request->language), &begun, link);
  if (request->has_limit) {
    char limit[32];
    (void)snprintf(limit, sizeof limit, "%zu", request->limit);
    add_parameter(REQUEST_ITEMS, limit, &begun, link);
  }
  if (request->offset >= REQUEST_LIMIT) {
    char page[32];
    (void)snprintf(page, sizeof page, "%zu", request->offset / REQUEST_LIMIT + 1);
    add_parameter(REQUEST_PAGE, page, &begun, link);
  }
}
