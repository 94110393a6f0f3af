/* The names and words with which publishing software marks what is not published: Jekyll, Hugo, Pelican,
 * Docusaurus, Eleventy, WordPress, Ghost, Drupal.
 * An item that is withheld stays so: nothing it says later makes it public again. */
#include "source/drafts.h"
#include "base/url.h"
#include "source/source.h"

#include <string.h>

static bool is_named(sse_str name, const char *word) {
  return fields_is_name(name, word, "_- ");
}

static bool is_one_of(sse_str text, const char *const *words) {
  for (; *words; words++)
    if (is_named(text, *words)) return true;
  return false;
}

static bool is_yes(sse_str value) {
  static const char *const words[] = {"true", "yes", "on", "1", "y", NULL};
  return is_one_of(value, words);
}

static bool is_no(sse_str value) {
  static const char *const words[] = {"false", "no", "off", "0", "n", NULL};
  return is_one_of(value, words);
}

/* `why` is the reason that the account reports. */
static void withhold(struct fields *fields, const char *why) {
  if (!fields->withheld) fields->withheld = why;
}

/* Returns true if `a` is after `b`; a date without a day or month is before the days in it. */
static bool is_later(sse_date a, sse_date b) {
  if (a.year != b.year) return a.year > b.year;
  return a.month != b.month ? a.month > b.month : a.day > b.day;
}

/* Takes the day on which an item is published, or expires. If that day is still to come, the item must be
 * checked again. */
static void take_day(struct fields *fields, sse_str value, bool is_end) {
  sse_date day, today = sse_date_today();
  if (!source_date_read(value, &day)) return;
  bool is_future = is_later(day, today);
  if (is_future) fields->may_change = true;
  if (is_future && !is_end) withhold(fields, "scheduled");
  if (!is_future && is_end) withhold(fields, "expired");
}

static void take_status(struct fields *fields, sse_str value) {
  static const char *const drafts[] = {
      "draft",        "autodraft", "pending",  "pendingreview", "wip",      "trash",
      "trashed",      "deleted",   "inherit",  "spam",          "skip",     "unpublished",
      "notpublished", "brouillon", "borrador", "entwurf",       "rascunho", "bozza",
      "canceled",     "cancelled", "withheld", "disabled",      NULL};
  static const char *const later[] = {"future", "scheduled", NULL};
  static const char *const hidden[] = {"hidden", "private", "unlisted", NULL};
  bool is_below_no = value.length > 1 && value.data[0] == '-' && sse_is_digit(value.data[1]); /* Joomla: -2 */
  if (is_one_of(value, drafts) || is_no(value) || is_below_no) withhold(fields, "draft");
  if (is_one_of(value, later)) withhold(fields, "scheduled");
  if (is_one_of(value, hidden)) withhold(fields, "private");
}

/* What WordPress stores in the same table as posts (developer.wordpress.org, post types): menu entries,
 * revisions, styles. The post types of plugins may be content. */
static bool is_no_news(sse_str type) {
  static const char *const others[] = {
      "attachment",   "revision",     "nav_menu_item",   "custom_css", "customize_changeset",
      "oembed_cache", "user_request", "acf-field-group", "acf-field",  NULL};
  for (size_t i = 0; others[i]; i++)
    if (sse_str_is(type, others[i])) return true;
  return sse_str_begins(type, "wp_");
}

bool drafts_take(struct fields *fields, sse_str name, sse_str value) {
  static const char *const is_draft[] = {"draft", "isdraft", "drafts", "deleted", "isdeleted", NULL};
  static const char *const is_public[] = {"published", "publish", "ispublished", "enabled",
                                          "isenabled", "public",  "ispublic",    NULL};
  static const char *const is_hidden[] = {"hidden", "private", "isprivate", "unlisted", "ishidden", NULL};
  static const char *const statuses[] = {"status",      "pubstatus",     "publishedstatus",
                                         "reviewstate", "poststatus",    "publicationstatus",
                                         "state",       "workflowstate", NULL};
  static const char *const closed[] = {"private", "hidden", "members", "paid", "unlisted", "none", NULL};
  static const char *const subscribers[] = {"onlypaid", "onlyfree", "founding", "premium", "paid", NULL};
  static const char *const begins[] = {"publishdate", "publishedat",  "publishedon", "publishat",
                                       "publishon",   "publishup",    "embargo",     "embargoed",
                                       "embargodate", "embargountil", NULL};
  static const char *const ends[] = {"expirydate", "unpublishdate", "publishdown", NULL};
  static const char *const passwords[] = {"password", "postpassword", NULL};
  value = sse_str_trim(value);
  if (is_one_of(name, is_draft)) {
    if (is_yes(value)) withhold(fields, "draft");
  } else if (is_one_of(name, is_public)) {
    if (is_no(value)) withhold(fields, "draft");
    return is_no(value) || is_yes(value); /* else it may be a date */
  } else if (is_one_of(name, is_hidden)) {
    if (is_yes(value)) withhold(fields, "private");
  } else if (is_one_of(name, statuses)) {
    take_status(fields, value);
  } else if (is_named(name, "visibility")) {
    if (is_one_of(value, closed)) withhold(fields, "private");
  } else if (is_named(name, "audience")) { /* Substack, Beehiiv */
    if (is_one_of(value, subscribers)) withhold(fields, "private");
    return is_one_of(value, subscribers);
  } else if (is_one_of(name, passwords)) {
    if (value.length > 0) withhold(fields, "private");
  } else if (is_one_of(name, ends)) {
    take_day(fields, value, true);
  } else if (is_named(name, "posttype")) {
    fields->is_no_news = is_no_news(value);
  } else if (is_one_of(name, begins)) {
    take_day(fields, value, false);
    return sse_str_begins(name, "embargo"); /* the others are also dates of the item */
  } else {
    return false;
  }
  return true;
}

bool drafts_take_wordpress(struct fields *fields, sse_str name, sse_str value) {
  value = sse_str_trim(value);
  if (sse_str_is(name, "status")) {
    bool is_public = sse_str_is(value, "publish") || value.length == 0;
    if (!is_public) withhold(fields, sse_str_is(value, "future") ? "scheduled" : "draft");
  } else if (sse_str_is(name, "post_password")) {
    if (value.length > 0) withhold(fields, "private");
  } else if (sse_str_is(name, "post_type")) {
    fields->is_no_news = !sse_str_is(value, "post") && !sse_str_is(value, "page") && value.length > 0;
  } else {
    return false;
  }
  return true;
}

/* Withholds an item whose file is at a place; on the web, names are up to the site. */
static void take_path(struct fields *fields, const char *path, const char *place) {
  const char *found = sse_url_is_web(sse_str_of(path)) ? NULL : strstr(path, place);
  while (found && found > path && found[-1] != '/')
    found = strstr(found + 1, place);
  if (found) withhold(fields, "draft");
}

void drafts_take_path(struct fields *fields, const char *path) {
  take_path(fields, path, "_drafts/");
}

void drafts_take_undated_page(struct fields *fields, const char *path) {
  take_path(fields, path, "posts/draft_");
}

drafts_column drafts_column_of(sse_str name) {
  static const char *const created[] = {"createdon", "createdat", NULL};
  static const char *const published[] = {"publishedon", "publishedat", NULL};
  name = sse_str_trim(name);
  if (is_one_of(name, published)) return DRAFTS_PUBLISHED;
  return is_one_of(name, created) ? DRAFTS_CREATED : DRAFTS_OTHER;
}
