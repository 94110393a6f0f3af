/* One request by libcurl. Addresses of this machine and of private networks are refused when the connection
 * is made, so that no name can hide them. Behind a proxy it is the proxy that connects: the target's name is
 * then resolved here, each of its addresses is judged, and libcurl is bound to them in case it connects by
 * itself. */
#include "source/net/transfer.h"
#include "base/charset.h"
#include "base/version.h"
#include "source/net/policy.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_MS = 15000 };

/* ---- Permitted addresses ------------------------------------------------------------------------ */

static bool is_public(const struct sockaddr *address, size_t length) {
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  if (address->sa_family == AF_INET && length >= sizeof v4) {
    memcpy(&v4, address, sizeof v4);
    return policy_is_public4((const unsigned char *)&v4.sin_addr);
  }
  if (address->sa_family == AF_INET6 && length >= sizeof v6) {
    memcpy(&v6, address, sizeof v6);
    return policy_is_public6(v6.sin6_addr.s6_addr);
  }
  return false;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  struct transfer *transfer = context;
  (void)purpose;
  /* curl reserves room for the longest address after the structure */
  if (!transfer->options->proxy && !transfer->options->allow_private &&
      !is_public(&address->addr, address->addrlen)) {
    transfer->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Appends an address as text; false if it is not public. */
static bool pin(sse_buffer *line, const struct addrinfo *found) {
  char text[NI_MAXHOST];
  if (!is_public(found->ai_addr, found->ai_addrlen)) return false;
  if (getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
    return false;
  sse_buffer_printf(line, "%s%s", line->data[line->length - 1] == ':' ? "" : ",", text);
  return true;
}

/* Resolves a target and appends "host:port:address,address", the format of CURLOPT_RESOLVE. Sets `refused` if
 * one of the addresses is private, or if the name does not resolve and so cannot be judged. */
static void judge_target(struct transfer *transfer, char *host, const char *port, sse_buffer *line) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
  size_t length = strlen(host);
  bool is_literal = length > 2 && host[0] == '[';
  sse_buffer_printf(line, "%s:%s:", host, port);
  if (line->failed) return;
  if (is_literal) host[length - 1] = '\0';
  int result = getaddrinfo(is_literal ? host + 1 : host, NULL, &hints, &found);
  transfer->refused = result != 0;
  for (const struct addrinfo *each = found; each && !transfer->refused && !line->failed; each = each->ai_next)
    transfer->refused = !pin(line, each);
  if (result != 0) {
    (void)snprintf(transfer->error, sizeof transfer->error, "cannot resolve %.128s to check it: %.96s", host,
                   gai_strerror(result));
  } else {
    freeaddrinfo(found);
  }
}

/* Judges the host of an address that a proxy will connect to. Returns false if memory is short. */
static bool judge_address(struct transfer *transfer, const char *address, struct curl_slist **pinned) {
  char *host = NULL, *port = NULL;
  sse_buffer line = {0};
  CURLU *parts = curl_url();
  bool read = parts && curl_url_set(parts, CURLUPART_URL, address, 0) == CURLUE_OK &&
              curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
              curl_url_get(parts, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK;
  if (read) judge_target(transfer, host, port, &line);
  if (read && !transfer->refused && !line.failed) *pinned = curl_slist_append(NULL, line.data);
  curl_free(host);
  curl_free(port);
  curl_url_cleanup(parts);
  sse_buffer_reset(&line);
  return transfer->refused || *pinned;
}

/* ---- Headers ----------------------------------------------------------------------------------- */

/* The context of libcurl's callbacks. */
struct receiving {
  struct transfer *transfer;
  source_fetched *fetched;
};

/* The value of the header `line` if it has that name, which ends in a colon; else empty. */
static sse_str value_of(sse_str line, const char *name) {
  size_t skip = strlen(name);
  if (line.length <= skip || strncasecmp(line.data, name, skip) != 0) return (sse_str){0};
  return sse_str_trim(sse_str_part(line, skip, line.length));
}

/* Validators are kept in full or not at all. */
static void keep_validator(sse_str value, char out[SOURCE_VALIDATOR_SIZE]) {
  if (value.length == 0 || value.length >= SOURCE_VALIDATOR_SIZE) return;
  memcpy(out, value.data, value.length);
  out[value.length] = '\0';
}

static void keep(sse_buffer *out, sse_str value) {
  if (value.length == 0) return;
  sse_buffer_clear(out);
  sse_buffer_append_str(out, value);
}

/* Keeps a media type and its character set (RFC 9110, 8.3.1): type/subtype; charset="value". */
static void keep_type(source_fetched *fetched, sse_str value) {
  const char *end = value.length > 0 ? memchr(value.data, ';', value.length) : NULL;
  keep(&fetched->type, sse_str_trim(sse_str_part(value, 0, end ? (size_t)(end - value.data) : value.length)));
  keep(&fetched->charset, sse_str_trim(sse_charset_declared_type(value)));
}

static size_t take_header(const char *bytes, size_t size, size_t count, void *context) {
  struct receiving *receiving = context;
  source_fetched *fetched = receiving->fetched;
  sse_str line = {bytes, size * count};
  if (sse_str_begins(line, "HTTP/")) {
    fetched->etag[0] = fetched->modified[0] = '\0';
    sse_buffer_clear(&fetched->type);
    sse_buffer_clear(&fetched->charset);
    sse_buffer_clear(&receiving->transfer->location);
  }
  keep_validator(value_of(line, "etag:"), fetched->etag);
  keep_validator(value_of(line, "last-modified:"), fetched->modified);
  keep(&receiving->transfer->location, value_of(line, "location:"));
  keep_type(fetched, value_of(line, "content-type:"));
  return line.length;
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context) {
  struct transfer *transfer = ((struct receiving *)context)->transfer;
  transfer->size += (int64_t)(size * count);
  transfer->too_large = transfer->size > transfer->size_most;
  if (transfer->too_large) return 0; /* curl then ends with CURLE_WRITE_ERROR */
  errno = 0;
  size_t written = fwrite(bytes, size, count, transfer->file) * size;
  if (written < size * count) transfer->unwritten = errno ? errno : EIO;
  return written;
}

/* ---- The request ------------------------------------------------------------------------------- */

/* The headers of a conditional request; false if memory is short. */
static bool make_headers(const source_fetched *known, struct curl_slist **headers) {
  const struct {
    const char *name, *value;
  } wanted[] = {{"If-None-Match", known->etag}, {"If-Modified-Since", known->modified}};
  bool made = true;
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted && made; i++) {
    sse_buffer line = {0};
    if (!*wanted[i].value) continue;
    sse_buffer_printf(&line, "%s: %s", wanted[i].name, wanted[i].value);
    struct curl_slist *longer = line.failed ? NULL : curl_slist_append(*headers, line.data);
    made = longer != NULL;
    if (made) *headers = longer;
    sse_buffer_reset(&line);
  }
  return made;
}

/* libcurl takes proxies from the environment unless it is given an empty one. */
static bool set_proxy(CURL *curl, const char *proxy) {
  if (proxy && strcmp(proxy, "environment") == 0) return true;
  return curl_easy_setopt(curl, CURLOPT_PROXY, proxy ? proxy : "") == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_NOPROXY, "") == CURLE_OK;
}

static bool set_agent(CURL *curl, const char *contact) {
  sse_buffer agent = {0};
  sse_buffer_printf(&agent, "ssesearch/" SSE_VERSION "%s%s%s", contact ? " (" : "", contact ? contact : "",
                    contact ? ")" : "");
  bool set = !agent.failed && curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.data) == CURLE_OK;
  sse_buffer_reset(&agent);
  return set;
}

static bool set_options(struct transfer *transfer, const char *address, struct receiving *receiving) {
  CURL *curl = transfer->curl;
  curl_easy_reset(curl);
  return curl_easy_setopt(curl, CURLOPT_URL, address) == CURLE_OK &&
         set_agent(curl, transfer->options->contact) && set_proxy(curl, transfer->options->proxy) &&
         curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, transfer->error) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_WRITEDATA, receiving) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
         curl_easy_setopt(curl, CURLOPT_HEADERDATA, receiving) == CURLE_OK;
}

/* Runs the prepared request within the remaining time. */
static void run(struct transfer *transfer) {
  unsigned left = sse_deadline_left(transfer->deadline);
  curl_off_t delay = 0;
  transfer->result = CURLE_OPERATION_TIMEDOUT;
  if (left == 0) return;
  transfer->result = curl_easy_setopt(transfer->curl, CURLOPT_TIMEOUT_MS, (long)left);
  if (transfer->result == CURLE_OK) transfer->result = curl_easy_perform(transfer->curl);
  if (transfer->result != CURLE_OK) return;
  transfer->result = curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &transfer->code);
  if (curl_easy_getinfo(transfer->curl, CURLINFO_RETRY_AFTER, &delay) == CURLE_OK)
    transfer->delay = delay > 86400 ? 86400 : (long)delay;
}

sse_status transfer_perform(struct transfer *transfer, const char *address, source_fetched *fetched,
                            sse_error *err) {
  struct receiving receiving = {transfer, fetched};
  struct curl_slist *headers = NULL, *pinned = NULL;
  transfer->size = transfer->code = transfer->delay = 0;
  transfer->unwritten = 0;
  transfer->refused = transfer->too_large = false;
  transfer->result = CURLE_FAILED_INIT;
  transfer->error[0] = '\0';
  sse_buffer_clear(&transfer->location);
  rewind(transfer->file);
  if (ftruncate(fileno(transfer->file), 0) != 0)
    return sse_fail_errno(err, errno, fetched->path, "cannot be emptied");
  bool ready = set_options(transfer, address, &receiving) && make_headers(transfer->known, &headers) &&
               curl_easy_setopt(transfer->curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK;
  if (ready && transfer->options->proxy && !transfer->options->allow_private)
    ready = judge_address(transfer, address, &pinned) &&
            curl_easy_setopt(transfer->curl, CURLOPT_RESOLVE, pinned) == CURLE_OK;
  if (ready && !transfer->refused) run(transfer);
  curl_slist_free_all(headers);
  curl_slist_free_all(pinned);
  if (!ready || transfer->result == CURLE_OUT_OF_MEMORY || transfer->location.failed ||
      fetched->type.failed || fetched->charset.failed)
    return sse_fail_memory(err);
  return SSE_OK;
}
