/* Comparing addresses: the canonical form, ids that are addresses, and addresses in messages.
 * Everything builds on the valid form, which always has the same shape:
 * scheme://user@host:port/path?query#fragment, with a path. */
#include "base/url.h"

#include <string.h>
#include <strings.h>

/* Query parameters that say how a reader came to a page, never which page it is; `*` at the end matches one
 * or more characters. Sources: the click identifiers of Firefox's query stripping and Brave's query filter;
 * campaign parameters as documented by Google Analytics (utm), Matomo (mtm, pk), AT Internet (xtor, at),
 * Adobe (s_cid), HubSpot (hs), Mailchimp (mc) and Meta (fb). */
static const char *const tracking[] = {"utm_*",         "mtm_*",         "matomo_*",
                                       "pk_*",          "piwik_*",       "at_medium",
                                       "at_campaign",   "at_custom*",    "xtor",
                                       "s_cid",         "fbclid",        "fb_action_*",
                                       "fb_source",     "fb_ref",        "gclid",
                                       "gclsrc",        "dclid",         "gbraid",
                                       "wbraid",        "srsltid",       "_ga",
                                       "_gl",           "msclkid",       "twclid",
                                       "ttclid",        "li_fat_id",     "igshid",
                                       "igsh",          "yclid",         "ysclid",
                                       "_openstat",     "mc_cid",        "mc_eid",
                                       "mc_tc",         "_hsenc",        "_hsmi",
                                       "__hssc",        "__hstc",        "__hsfp",
                                       "hsctatracking", "mkt_tok",       "vero_id",
                                       "vero_conv",     "oly_anon_id",   "oly_enc_id",
                                       "__s",           "wickedid",      "sccid",
                                       "irclickid",     "ml_subscriber", "ml_subscriber_hash",
                                       "rb_clickid",    "epik",          "_kx",
                                       "dm_i",          "_bhlid"};

static bool is_tracking(sse_str name) {
  for (size_t i = 0; i < sizeof tracking / sizeof *tracking; i++) {
    size_t length = strlen(tracking[i]);
    bool is_prefix = tracking[i][length - 1] == '*';
    if (is_prefix) length--;
    if ((is_prefix ? name.length > length : name.length == length) &&
        strncasecmp(name.data, tracking[i], length) == 0)
      return true;
  }
  return false;
}

/* Appends a part of a valid address: unreserved characters are decoded, other escapes get upper-case hex
 * digits (RFC 3986, 6.2.2). */
static void append_normal(sse_buffer *out, sse_str part) {
  for (size_t i = 0; i < part.length; i++) {
    if (part.data[i] != '%') {
      sse_buffer_append(out, part.data + i, 1);
      continue;
    }
    char text[2] = {(char)(sse_hex_value(part.data[i + 1]) * 16 + sse_hex_value(part.data[i + 2])), '\0'};
    if (text[0]) {
      sse_url_append_encoded(out, text, "");
    } else {
      sse_buffer_append_text(out, "%00");
    }
    i += 2;
  }
}

static void append_query(sse_buffer *out, sse_str query) {
  char before = '?';
  while (query.length > 0) {
    const char *end = memchr(query.data, '&', query.length);
    size_t length = end ? (size_t)(end - query.data) : query.length;
    sse_str parameter = sse_str_part(query, 0, length);
    const char *equals = length > 0 ? memchr(parameter.data, '=', length) : NULL;
    sse_str name = sse_str_part(parameter, 0, equals ? (size_t)(equals - parameter.data) : length);
    query = sse_str_part(query, length + (end ? 1 : 0), query.length);
    if (length == 0 || is_tracking(name)) continue;
    sse_buffer_append(out, &before, 1);
    sse_buffer_append_str(out, parameter);
    before = '&';
  }
}

/* Appends host and port, without what does not distinguish two sites. */
static void append_site(sse_buffer *out, sse_str authority) {
  const char *at = memrchr(authority.data, '@', authority.length);
  if (at) authority = sse_str_part(authority, (size_t)(at - authority.data) + 1, authority.length);
  const char *colon = memrchr(authority.data, ':', authority.length);
  size_t end = colon && !memchr(colon, ']', authority.length - (size_t)(colon - authority.data))
                   ? (size_t)(colon - authority.data)
                   : authority.length;
  sse_str host = sse_str_part(authority, 0, end), port = sse_str_part(authority, end, authority.length);
  /* Only a single trailing dot is dropped, since "1." is a number and "1.." is not; but every "www." of
   * "www.www." is. So the canonical form of a canonical form is the same. */
  if (host.length > 1 && host.data[host.length - 1] == '.' && host.data[host.length - 2] != '.')
    host.length--;
  while (host.length > 4 && memcmp(host.data, "www.", 4) == 0 && memchr(host.data + 4, '.', host.length - 4))
    host = sse_str_part(host, 4, host.length);
  sse_buffer_append_str(out, host);
  if (!sse_str_equal(port, sse_str_of(":80")) && !sse_str_equal(port, sse_str_of(":443")))
    sse_buffer_append_str(out, port);
}

void sse_url_append_canonical(sse_buffer *out, sse_str url) {
  sse_buffer valid = {0}, normal = {0};
  sse_url_append_valid(&valid, url);
  append_normal(&normal, sse_buffer_str(&valid));
  if (valid.failed || normal.failed) out->failed = true;
  if (normal.length > 0 && !out->failed) {
    const char *site = strstr(normal.data, "://") + 3;
    size_t site_length = strcspn(site, "/");
    sse_str path = {site + site_length, strcspn(site + site_length, "?#")};
    const char *rest = path.data + path.length, *fragment = strchr(rest, '#');
    while (path.length > 0 && path.data[path.length - 1] == '/')
      path.length--;
    sse_buffer_append_text(out, "https://");
    append_site(out, (sse_str){site, site_length});
    sse_buffer_append_str(out, path);
    if (*rest == '?') append_query(out, (sse_str){rest + 1, strcspn(rest + 1, "#")});
    if (fragment && (fragment[1] == '!' || fragment[1] == '/')) sse_buffer_append_text(out, fragment);
  }
  sse_buffer_reset(&valid);
  sse_buffer_reset(&normal);
}

bool sse_url_is_root(sse_str url) {
  sse_buffer canonical = {0};
  sse_url_append_canonical(&canonical, url);
  const char *site = canonical.length > 0 ? canonical.data + strlen("https://") : "/";
  bool is_root = !canonical.failed && site[strcspn(site, "/?#")] == '\0';
  sse_buffer_reset(&canonical);
  return is_root;
}

static bool is_uuid(sse_str text) {
  static const char shape[] = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  bool is_nil = true;
  if (text.length != sizeof shape - 1) return false;
  for (size_t i = 0; i < text.length; i++) {
    if (!text.data[i] || !strchr(shape[i] == '-' ? "-" : "0123456789abcdefABCDEF", text.data[i]))
      return false;
    if (!strchr("0-", text.data[i])) is_nil = false;
  }
  return !is_nil;
}

static bool is_tag_or_urn(sse_str text) {
  const char *needed = sse_str_begins(text, "tag:") ? "," : sse_str_begins(text, "urn:") ? ":" : NULL;
  return needed && !sse_str_begins(text, "urn:uuid:") &&
         memchr(text.data + 4, *needed, text.length - 4) != NULL;
}

void sse_url_append_worldwide_id(sse_buffer *out, sse_str id) {
  id = sse_str_trim(id);
  sse_str uuid = sse_str_begins(id, "urn:uuid:") ? sse_str_part(id, 9, id.length) : id;
  if (is_uuid(uuid)) {
    for (size_t i = 0; i < uuid.length; i++) {
      const char small = (char)(uuid.data[i] | 0x20); /* digits and '-' already have this bit */
      sse_buffer_append(out, &small, 1);
    }
  } else if (is_tag_or_urn(id)) {
    sse_buffer_append_str(out, id);
  } else if (!sse_url_is_root(id)) {
    sse_url_append_canonical(out, id);
  }
}

/* The length of user and password at the beginning of an address without its scheme; 0 if there are none. A
 * password with a slash in it looks like an invalid port, but must be hidden all the same. */
static size_t credentials_length(const char *text, size_t length) {
  size_t authority = 0;
  while (authority < length && !strchr("/\\?#", text[authority]))
    authority++;
  const char *at = memrchr(text, '@', authority);
  const char *colon = at ? NULL : memchr(text, ':', authority);
  if (colon && *text != '[' && strspn(colon + 1, "0123456789") < authority - (size_t)(colon + 1 - text))
    at = memrchr(text, '@', length);
  return at ? (size_t)(at - text) : 0;
}

void sse_url_append_anonymous(sse_buffer *out, sse_str url) {
  sse_buffer valid = {0};
  sse_url_append_valid(&valid, url);
  if (valid.failed) out->failed = true;
  if (valid.length > 0 && !valid.failed) {
    const char *authority = strstr(valid.data, "://") + 3;
    const char *at = memchr(authority, '@', strcspn(authority, "/"));
    sse_buffer_append(out, valid.data, (size_t)(authority - valid.data));
    sse_buffer_append_text(out, at ? at + 1 : authority);
  }
  sse_buffer_reset(&valid);
}

void sse_url_append_redacted(sse_buffer *out, sse_str text) {
  sse_buffer all = {0};
  sse_buffer_append_str(&all, text);
  const char *rest = all.length > 0 ? all.data : "", *found;
  while ((found = strstr(rest, "://"))) {
    const char *authority = found + 3;
    size_t length = strcspn(authority, " \t\r\n\"<>"), hidden = credentials_length(authority, length);
    sse_buffer_append(out, rest, (size_t)(authority - rest));
    if (hidden > 0) sse_buffer_append_text(out, "***");
    rest = authority + hidden;
  }
  sse_buffer_append_text(out, rest);
  if (all.failed) out->failed = true;
  sse_buffer_reset(&all);
}
