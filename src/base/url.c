/* Web addresses: links in pages, parsed as browsers parse them and written as valid addresses.
 * The parser is that of the WHATWG URL Standard for the "special" schemes http and https, without its states.
 * Validity is that of RFC 3986: stricter than browsers, so that other programs accept the result. */
#include "base/url.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <string.h>
#include <strings.h>

/* RFC 3986: unreserved characters other than letters and digits, and the delimiters that a part may
 * contain. */
#define UNRESERVED "-._~"
#define DELIMITERS UNRESERVED "!$&'()*+,;="

/* An address in parts, each as it will be written. All zero is an empty address. */
struct address {
  bool is_secure; /* https */
  bool is_file;   /* a local file, which has only a path */
  bool has_query, has_fragment;
  sse_buffer user; /* and the password */
  sse_buffer host, port, path, query, fragment;
};

static void address_reset(struct address *address) {
  sse_buffer_reset(&address->user);
  sse_buffer_reset(&address->host);
  sse_buffer_reset(&address->port);
  sse_buffer_reset(&address->path);
  sse_buffer_reset(&address->query);
  sse_buffer_reset(&address->fragment);
}

static bool has_failed(const struct address *address) {
  return address->user.failed || address->host.failed || address->port.failed || address->path.failed ||
         address->query.failed || address->fragment.failed;
}

static bool is_plain(char c, const char *also) {
  return sse_is_letter(c) || sse_is_digit(c) || (c && strchr(also, c));
}

void sse_url_append_encoded(sse_buffer *buffer, const char *text, const char *also) {
  for (; *text; text++) {
    if (is_plain(*text, UNRESERVED) || strchr(also, *text)) {
      sse_buffer_append(buffer, text, 1);
    } else {
      sse_buffer_printf(buffer, "%%%02X", (unsigned)(unsigned char)*text);
    }
  }
}

int sse_url_escape(sse_str text, size_t at) {
  if (text.length - at <= 2 || text.data[at] != '%') return -1;
  int high = sse_hex_value(text.data[at + 1]), low = sse_hex_value(text.data[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Appends allowed characters and existing %XX unchanged, and everything else as %XX. */
static void append_allowed(sse_buffer *out, sse_str text, const char *allowed) {
  for (size_t i = 0; i < text.length; i++) {
    if (is_plain(text.data[i], allowed) || sse_url_escape(text, i) >= 0) {
      sse_buffer_append(out, text.data + i, 1);
    } else {
      sse_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)text.data[i]);
    }
  }
}

static size_t length_until(sse_str text, const char *stops) {
  size_t length = 0;
  while (length < text.length && !(text.data[length] && strchr(stops, text.data[length])))
    length++;
  return length;
}

/* The text after the first `count` bytes. */
static sse_str from(sse_str text, size_t count) {
  return sse_str_part(text, count, text.length);
}

/* ---- Hosts ------------------------------------------------------------------------------------- */

static void lower(sse_buffer *text) {
  for (size_t i = 0; i < text->length; i++)
    text->data[i] = sse_lower(text->data[i]);
}

/* Appends a host with non-ASCII bytes: converted by libidn2 or, if libidn2 rejects it, with these bytes as
 * %XX. */
static void append_international(sse_buffer *out, const sse_buffer *name) {
  uint8_t *ascii = NULL;
  int result = idn2_lookup_u8((const uint8_t *)name->data, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  if (result == IDN2_OK) {
    /* A full-width per cent sign must not start an escape. */
    if (!strchr((const char *)ascii, '%')) sse_buffer_append_text(out, (const char *)ascii);
    idn2_free(ascii);
  } else if (result == IDN2_MALLOC) {
    out->failed = true;
  } else {
    append_allowed(out, sse_buffer_str(name), DELIMITERS);
  }
}

/* True if the last label is a number, which makes the host an IPv4 address or invalid. */
static bool ends_in_number(const char *host) {
  const char *dot = strrchr(host, '.'), *label = dot ? dot + 1 : host;
  if (label[0] == '0' && (label[1] == 'x' || label[1] == 'X'))
    return label[2 + strspn(label + 2, "0123456789abcdefABCDEF")] == '\0';
  return *label && label[strspn(label, "0123456789")] == '\0';
}

/* Rewrites a numeric host as the four numbers of its address; false if it is not a valid address. */
static bool settle_numbers(sse_buffer *host) {
  struct in_addr address;
  char text[INET_ADDRSTRLEN];
  size_t length = host->length;
  if (length > 1 && host->data[length - 1] == '.') host->data[--length] = '\0';
  if (!ends_in_number(host->data)) {
    if (length < host->length) host->data[length] = '.';
    return true;
  }
  if (!inet_aton(host->data, &address) || !inet_ntop(AF_INET, &address, text, sizeof text)) return false;
  sse_buffer_clear(host);
  sse_buffer_append_text(host, text);
  return true;
}

/* Appends the host's bytes with %XX decoded; false if one of them cannot occur in a name. */
static bool append_decoded(sse_buffer *out, sse_str host, bool *is_ascii) {
  *is_ascii = true;
  for (size_t i = 0; i < host.length; i++) {
    int escaped = sse_url_escape(host, i);
    char c = host.data[i];
    if (escaped >= 0) {
      c = (char)escaped;
      i += 2;
    }
    if ((unsigned char)c >= 0x80) *is_ascii = false;
    if ((unsigned char)c < 0x80 && !is_plain(c, DELIMITERS)) return false;
    sse_buffer_append(out, &c, 1);
  }
  lower(out);
  return !out->failed;
}

static bool set_name(sse_buffer *out, sse_str host) {
  sse_buffer name = {0};
  bool is_ascii, is_valid = append_decoded(&name, host, &is_ascii);
  if (is_valid && is_ascii) sse_buffer_append_str(out, sse_buffer_str(&name));
  if (is_valid && !is_ascii) append_international(out, &name);
  if (name.failed) out->failed = true;
  sse_buffer_reset(&name);
  for (size_t i = 0; i < out->length && is_valid; i++)
    is_valid = is_plain(out->data[i], DELIMITERS "%");
  return is_valid && out->length > 0 && settle_numbers(out);
}

/* Sets an IPv6 address; `text` is what is between the brackets. */
static bool set_literal(sse_buffer *out, sse_str text) {
  unsigned char bytes[16];
  char address[INET6_ADDRSTRLEN];
  if (text.length >= sizeof address || memchr(text.data, '\0', text.length)) return false;
  memcpy(address, text.data, text.length);
  address[text.length] = '\0';
  if (inet_pton(AF_INET6, address, bytes) != 1 || !inet_ntop(AF_INET6, bytes, address, sizeof address))
    return false;
  sse_buffer_printf(out, "[%s]", address);
  return true;
}

static bool set_port(struct address *address, sse_str text) {
  unsigned port = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (!sse_is_digit(text.data[i])) return false;
    port = port * 10 + (unsigned)(text.data[i] - '0');
    if (port > 65535) return false;
  }
  if (text.length > 0 && port != (address->is_secure ? 443 : 80))
    sse_buffer_printf(&address->port, "%u", port);
  return true;
}

/* Sets user, host and port from user@host:port. */
static bool set_authority(struct address *address, sse_str text) {
  const char *at = text.length > 0 ? memrchr(text.data, '@', text.length) : NULL;
  if (at) {
    append_allowed(&address->user, (sse_str){text.data, (size_t)(at - text.data)}, DELIMITERS ":");
    text = from(text, (size_t)(at - text.data) + 1);
  }
  bool is_literal = text.length > 0 && text.data[0] == '[';
  size_t end = length_until(text, is_literal ? "]" : ":");
  if (is_literal && end == text.length) return false;
  sse_str after = from(text, is_literal ? end + 1 : end);
  if (after.length > 0 && (after.data[0] != ':' || !set_port(address, from(after, 1)))) return false;
  return is_literal ? set_literal(&address->host, sse_str_part(text, 1, end))
                    : set_name(&address->host, sse_str_part(text, 0, end));
}

/* ---- Paths ------------------------------------------------------------------------------------- */

/* How many dots the segment consists of, counting %2E as a dot; 0 for other segments. */
static size_t dots_of(sse_str segment) {
  size_t dots = 0;
  for (size_t i = 0; i < segment.length; dots++) {
    if (segment.data[i] == '.') {
      i++;
    } else if (sse_url_escape(segment, i) == '.') {
      i += 3;
    } else {
      return 0;
    }
  }
  return dots;
}

static void drop_segment(sse_buffer *path) {
  const char *slash = path->length > 0 ? memrchr(path->data, '/', path->length) : NULL;
  if (!slash) return;
  path->length = (size_t)(slash - path->data);
  path->data[path->length] = '\0';
}

/* Appends the segments of `text` to a path that is empty or does not end in a slash. */
static void append_path(sse_buffer *path, sse_str text) {
  for (bool more = true; more;) {
    sse_str segment = sse_str_part(text, 0, length_until(text, "/\\"));
    size_t dots = dots_of(segment);
    more = segment.length < text.length;
    if (more) text = from(text, segment.length + 1);
    if (dots == 2) drop_segment(path);
    if (dots != 1 && dots != 2) {
      sse_buffer_append_text(path, "/");
      append_allowed(path, segment, DELIMITERS ":@");
    } else if (!more) {
      sse_buffer_append_text(path, "/");
    }
  }
}

/* ---- Links ------------------------------------------------------------------------------------- */

/* Copies a link without surrounding white space and control characters, and without line breaks and tabs in
 * it. */
static void append_clean(sse_buffer *out, sse_str link) {
  while (link.length > 0 && (unsigned char)link.data[0] <= ' ')
    link = from(link, 1);
  while (link.length > 0 && (unsigned char)link.data[link.length - 1] <= ' ')
    link.length--;
  for (size_t i = 0; i < link.length; i++)
    if (link.data[i] != '\t' && link.data[i] != '\n' && link.data[i] != '\r')
      sse_buffer_append(out, link.data + i, 1);
}

static bool is_slash(sse_str text, size_t at) {
  return at < text.length && (text.data[at] == '/' || text.data[at] == '\\');
}

/* The length of the scheme at the start of the text, including its colon; 0 if there is none. */
static size_t scheme_length(sse_str text) {
  size_t length = 0;
  if (text.length == 0 || !sse_is_letter(text.data[0])) return 0;
  while (length < text.length && is_plain(text.data[length], "+-."))
    length++;
  return length < text.length && text.data[length] == ':' ? length + 1 : 0;
}

static void set_query_and_fragment(struct address *address, sse_str text) {
  size_t hash = length_until(text, "#");
  if (hash > 0) {
    address->has_query = true;
    append_allowed(&address->query, sse_str_part(text, 1, hash), DELIMITERS ":@/?");
  }
  if (hash < text.length) {
    address->has_fragment = true;
    append_allowed(&address->fragment, from(text, hash + 1), DELIMITERS ":@/?");
  }
}

/* Parses a link without a host, relative to `base`. */
static bool parse_relative(struct address *address, sse_str text, const struct address *base) {
  sse_str path = sse_str_part(text, 0, length_until(text, "?#"));
  sse_str rest = from(text, path.length);
  address->is_file = base->is_file;
  address->is_secure = base->is_secure;
  sse_buffer_append_str(&address->user, sse_buffer_str(&base->user));
  sse_buffer_append_str(&address->host, sse_buffer_str(&base->host));
  sse_buffer_append_str(&address->port, sse_buffer_str(&base->port));
  if (!is_slash(text, 0)) sse_buffer_append_str(&address->path, sse_buffer_str(&base->path));
  if (base->is_file && is_slash(text, 0)) return false; /* a site's root is not the root of the disk */
  if (path.length > 0) {
    if (!is_slash(text, 0)) drop_segment(&address->path);
    append_path(&address->path, is_slash(text, 0) ? from(path, 1) : path);
  } else if (rest.length > 0 && rest.data[0] == '#' && base->has_query) {
    address->has_query = true;
    sse_buffer_append_str(&address->query, sse_buffer_str(&base->query));
  }
  set_query_and_fragment(address, rest);
  return true;
}

/* Parses the file URI (RFC 8089) of a local file; false for any other text. */
static bool parse_file(struct address *address, sse_str text) {
  enum { SCHEME = sizeof "file://" - 1 };
  if (!sse_str_begins(text, "file:///")) return false;
  address->is_file = true;
  append_path(&address->path, sse_str_part(text, SCHEME + 1, length_until(text, "?#")));
  return true;
}

/* Parses a clean link; `base` may be NULL. False if it is not a web address. */
static bool parse(struct address *address, sse_str text, const struct address *base) {
  size_t scheme = scheme_length(text);
  bool is_secure = scheme == 6 && strncasecmp(text.data, "https:", 6) == 0;
  if (text.length == 0) return false;
  if (scheme > 0 && !is_secure && !(scheme == 5 && strncasecmp(text.data, "http:", 5) == 0)) return false;
  bool has_host = is_slash(text, scheme) && is_slash(text, scheme + 1);
  if (!has_host && base && (scheme == 0 || (is_secure == base->is_secure && !base->is_file)))
    return parse_relative(address, from(text, scheme), base);
  if (scheme == 0 && (!has_host || !base || base->is_file)) return false;
  address->is_secure = scheme > 0 ? is_secure : base->is_secure;
  text = from(text, scheme);
  while (is_slash(text, 0))
    text = from(text, 1);
  sse_str authority = sse_str_part(text, 0, length_until(text, "/\\?#"));
  if (!set_authority(address, authority)) return false;
  text = from(text, authority.length);
  size_t path = length_until(text, "?#");
  append_path(&address->path, sse_str_part(text, is_slash(text, 0) ? 1 : 0, path));
  set_query_and_fragment(address, from(text, path));
  return true;
}

static void append_address(sse_buffer *out, const struct address *address) {
  const struct {
    const char *before;
    const sse_buffer *part;
    const char *after;
    bool is_there;
  } parts[] = {{"://", &address->user, "@", address->user.length > 0},
               {address->user.length > 0 ? "" : "://", &address->host, "", true},
               {":", &address->port, "", address->port.length > 0},
               {"", &address->path, "", true},
               {"?", &address->query, "", address->has_query},
               {"#", &address->fragment, "", address->has_fragment}};
  sse_buffer_append_text(out, address->is_file ? "file" : address->is_secure ? "https" : "http");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i].is_there) continue;
    sse_buffer_append_text(out, parts[i].before);
    sse_buffer_append_str(out, sse_buffer_str(parts[i].part));
    sse_buffer_append_text(out, parts[i].after);
  }
}

void sse_url_resolve(sse_str link, sse_str base, sse_buffer *out) {
  struct address start = {0}, address = {0};
  sse_buffer clean_link = {0}, clean_base = {0};
  append_clean(&clean_link, link);
  append_clean(&clean_base, base);
  sse_str base_text = sse_buffer_str(&clean_base);
  bool has_base = parse_file(&start, base_text) || parse(&start, base_text, NULL);
  bool is_valid = parse(&address, sse_buffer_str(&clean_link), has_base ? &start : NULL);
  bool failed = clean_link.failed || clean_base.failed || has_failed(&start) || has_failed(&address);
  if (is_valid && !failed) append_address(out, &address);
  if (failed) out->failed = true;
  address_reset(&start);
  address_reset(&address);
  sse_buffer_reset(&clean_link);
  sse_buffer_reset(&clean_base);
}

void sse_url_append_valid(sse_buffer *out, sse_str link) {
  sse_url_resolve(link, (sse_str){0}, out);
}

bool sse_url_is_web(sse_str text) {
  size_t scheme = scheme_length(text);
  if ((scheme != 5 && scheme != 6) || text.length <= scheme + 2) return false;
  if (strncasecmp(text.data, scheme == 5 ? "http://" : "https://", scheme + 2) != 0) return false;
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] <= ' ') return false;
  return true;
}

sse_str sse_url_authority(sse_str address) {
  const char *mark = sse_str_find(address, "://");
  if (!mark) return (sse_str){0};
  sse_str rest = from(address, (size_t)(mark - address.data) + 3);
  return sse_str_part(rest, 0, length_until(rest, "/?#"));
}

sse_str sse_url_site(sse_str address) {
  sse_str host = sse_url_authority(address);
  const char *user = host.length > 0 ? memrchr(host.data, '@', host.length) : NULL;
  if (user) host = from(host, (size_t)(user - host.data) + 1);
  bool is_literal = host.length > 0 && host.data[0] == '['; /* an IPv6 address, which contains colons */
  size_t end = is_literal ? length_until(host, "]") + 1 : length_until(host, ":");
  host = sse_str_part(host, 0, end < host.length ? end : host.length);
  return sse_str_begins(host, "www.") ? from(host, 4) : host;
}
