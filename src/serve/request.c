/* Parameters of a request: read one by one, checked, and written back as a link that asks for the same. */
#include "serve/request.h"
#include "base/url.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const text_names[REQUEST_TEXTS] = {
    [REQUEST_Q] = "q",          [REQUEST_DATE] = "date",       [REQUEST_SOURCE] = "source",
    [REQUEST_LANG] = "lang",    [REQUEST_ARCHIVE] = "archive", [REQUEST_ID] = "id",
    [REQUEST_FORMAT] = "format"};

const request_text request_narrowing[REQUEST_FILTERS] = {REQUEST_DATE, REQUEST_SOURCE, REQUEST_LANG,
                                                         REQUEST_ARCHIVE};

void request_init(struct request *request) {
  *request = (struct request){.limit = REQUEST_LIMIT, .stories = true};
}

void request_reset(struct request *request) {
  for (size_t i = 0; i < REQUEST_TEXTS; i++)
    free(request->texts[i]);
  *request = (struct request){0};
}

const char *request_name_of(request_text which) {
  return text_names[which];
}

const char *request_text_of(const struct request *request, request_text which) {
  return request->texts[which] ? request->texts[which] : "";
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static bool is_tag(const char *value) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  return strspn(value, allowed) == strlen(value);
}

static sse_status check_text(request_text which, sse_str value, sse_error *err) {
  size_t most = which == REQUEST_Q ? REQUEST_QUERY_LONGEST : REQUEST_VALUE_LONGEST;
  if (value.length > most)
    return sse_fail(err, SSE_TOO_LARGE, "'%s' may have at most %zu bytes", text_names[which], most);
  return SSE_OK;
}

/* Checked once it is what is kept: bytes that mean nothing become longer. What a filter cannot mean is noted
 * by the search, as within the query. */
static sse_status take_text(struct request *request, request_text which, const char *value, sse_error *err) {
  sse_buffer clean = {0};
  size_t repaired;
  sse_buffer_append_text(&clean, "");
  sse_status status = text_clean(sse_str_of(value), &clean, &repaired, err);
  if (!status) status = check_text(which, sse_buffer_str(&clean), err);
  if (!status && *request_text_of(request, which) && strcmp(request->texts[which], clean.data) != 0)
    status = sse_fail(err, SSE_INVALID, "'%s' may be given once", text_names[which]);
  if (status) {
    sse_buffer_reset(&clean);
    return status;
  }
  free(request->texts[which]);
  request->texts[which] = clean.data;
  return SSE_OK;
}

static sse_status take_number(const char *name, const char *value, size_t least, size_t most, size_t *number,
                              sse_error *err) {
  size_t digits = strspn(value, "0123456789");
  bool is_number = digits > 0 && digits < 10 && !value[digits];
  if (is_number) *number = (size_t)strtoul(value, NULL, 10);
  if (!is_number || *number < least || *number > most)
    return sse_fail(err, SSE_INVALID, "'%s' has to be a number from %zu to %zu", name, least, most);
  return SSE_OK;
}

static sse_status take_choice(const char *name, const char *value, const char *const *choices, int *choice,
                              sse_error *err) {
  sse_buffer all = {0};
  for (int i = 0; choices[i]; i++) {
    if (strcmp(value, choices[i]) != 0) continue;
    *choice = i;
    return SSE_OK;
  }
  for (int i = 0; choices[i]; i++)
    sse_buffer_printf(&all, "%s%s", i == 0 ? "" : choices[i + 1] ? ", " : " or ", choices[i]);
  sse_status status =
      sse_fail(err, SSE_INVALID, "'%s' has to be %s", name, all.failed ? "another" : all.data);
  sse_buffer_reset(&all);
  return status;
}

static sse_status take_switch(const char *name, const char *value, bool *on, sse_error *err) {
  *on = strcmp(value, "1") == 0;
  if (*on || strcmp(value, "0") == 0) return SSE_OK;
  return sse_fail(err, SSE_INVALID, "'%s' has to be 0 or 1", name);
}

/* Pages count from 1, and have REQUEST_LIMIT items. */
static sse_status take_page(struct request *request, const char *value, sse_error *err) {
  size_t page = 1;
  sse_status status = take_number("page", value, 1, REQUEST_OFFSET_MOST / REQUEST_LIMIT + 1, &page, err);
  if (!status) request->offset = (page - 1) * REQUEST_LIMIT;
  return status;
}

/* Only what can be shown as it is. The name of a field of queries is not lost to another. */
static void note_unknown(struct request *request, const char *name) {
  if (request->has_field) return;
  request->has_field = syntax_field_of(sse_str_of(name)) != SYNTAX_FIELDS;
  bool is_tag_like = *name && is_tag(name) && strlen(name) < sizeof request->unknown;
  (void)snprintf(request->unknown, sizeof request->unknown, "%s", is_tag_like ? name : "?");
}

sse_status request_take(struct request *request, const char *name, const char *value, sse_error *err) {
  int choice = 0;
  sse_status status = SSE_OK;
  for (int i = 0; i < REQUEST_TEXTS; i++)
    if (strcmp(name, text_names[i]) == 0) return take_text(request, (request_text)i, value, err);
  if (strcmp(name, "limit") == 0)
    return take_number(name, value, 0, REQUEST_LIMIT_MOST, &request->limit, err);
  if (strcmp(name, "offset") == 0)
    return take_number(name, value, 0, REQUEST_OFFSET_MOST, &request->offset, err);
  if (strcmp(name, "page") == 0) return take_page(request, value, err);
  if (strcmp(name, "facets") == 0) return take_switch(name, value, &request->facets, err);
  if (strcmp(name, "group") == 0) return take_switch(name, value, &request->stories, err);
  if (strcmp(name, "explain") == 0) return take_switch(name, value, &request->explain, err);
  if (strcmp(name, "sort") == 0) {
    status = take_choice(name, value, search_sort_names, &choice, err);
    request->sort = (search_sort)choice;
    request->has_sort = !status;
  } else if (strcmp(name, "match") == 0) {
    status = take_choice(name, value, search_match_names, &choice, err);
    request->match = (search_match)choice;
    request->has_match = !status;
  } else {
    note_unknown(request, name);
  }
  return status;
}

/* ---- What follows from it ----------------------------------------------------------------------- */

bool request_has_filters(const struct request *request) {
  for (size_t i = 0; i < REQUEST_FILTERS; i++)
    if (*request_text_of(request, request_narrowing[i])) return true;
  return false;
}

void request_filters(const struct request *request, sse_buffer *filters) {
  sse_buffer_append_text(filters, "");
  for (size_t i = 0; i < REQUEST_FILTERS; i++) {
    request_text which = request_narrowing[i];
    const char *value = request_text_of(request, which);
    if (*value) query_add_filter(filters, text_names[which], which == REQUEST_DATE ? "" : "=", value);
  }
}

void request_key(const struct request *request, sse_buffer *key) {
  for (int i = 0; i < REQUEST_TEXTS; i++) {
    const char *text = request_text_of(request, (request_text)i);
    sse_buffer_append(key, text, strlen(text) + 1); /* with what ends it, so that no two run together */
  }
  sse_buffer_printf(key, "%zu %zu %d %d %d %d %d %d %d", request->limit, request->offset, (int)request->sort,
                    (int)request->match, request->has_sort, request->has_match, request->facets,
                    request->explain, request->stories);
}

/* ---- Links -------------------------------------------------------------------------------------- */

static void add_parameter(const char *name, const char *value, bool *begun, sse_buffer *link) {
  sse_buffer_printf(link, "%s%s=", *begun ? "&" : "?", name);
  sse_url_append_encoded(link, value, "");
  *begun = true;
}

void request_link(const struct request *request, const char *path, sse_buffer *link) {
  bool begun = false;
  sse_buffer_append_text(link, path);
  for (int i = 0; i < REQUEST_TEXTS; i++)
    if (*request_text_of(request, (request_text)i))
      add_parameter(text_names[i], request_text_of(request, (request_text)i), &begun, link);
  if (request->has_sort) add_parameter("sort", search_sort_names[request->sort], &begun, link);
  if (!request->stories) add_parameter("group", "0", &begun, link);
  if (request->has_match) add_parameter("match", search_match_names[request->match], &begun, link);
  if (request->offset >= REQUEST_LIMIT) {
    char page[32];
    (void)snprintf(page, sizeof page, "%zu", request->offset / REQUEST_LIMIT + 1);
    add_parameter("page", page, &begun, link);
  }
}
