/* Fetching an address, by libcurl: one answer into a temporary file, asked for only where it is newer than
 * what was read. A server is given a second between requests and is told who asks; one that is overloaded is
 * asked again later. Addresses of the own machine and network are refused when the connection is made, behind
 * names and redirects too. */
#include "base/version.h"
#include "source/net/policy.h"
#include "source/source.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
  ATTEMPTS = 3,
  CONNECT_S = 15,
  TOTAL_S = 120,
  REDIRECTS = 5,
  WAIT_MOST_S = 60,
  HOST_SIZE = 256,
  HOSTS = 64 /* that the time of the last request is kept of */
};
static const int64_t size_most = (int64_t)256 * 1024 * 1024;

struct source_fetcher {
  CURL *curl;
  char error[CURL_ERROR_SIZE];
  struct {
    char name[HOST_SIZE];
    struct timespec next; /* no request before this */
  } hosts[HOSTS];
  size_t host_count;
};

/* One request. */
struct transfer {
  const source_options *options;
  source_fetched *fetched;
  FILE *file;
  int64_t size;
  bool refused; /* the address is private */
};

sse_status source_fetcher_new(source_fetcher **fetcher, sse_error *err) {
  source_fetcher *made = calloc(1, sizeof *made);
  *fetcher = NULL;
  if (!made || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    free(made);
    return sse_fail_memory(err);
  }
  made->curl = curl_easy_init();
  if (!made->curl) {
    source_fetcher_free(made);
    return sse_fail_memory(err);
  }
  *fetcher = made;
  return SSE_OK;
}

void source_fetcher_free(source_fetcher *fetcher) {
  if (!fetcher) return;
  curl_easy_cleanup(fetcher->curl);
  curl_global_cleanup();
  free(fetcher);
}

/* ---- Who may be asked -------------------------------------------------------------------------- */

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  struct transfer *transfer = context;
  bool is_private = true;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  (void)purpose;
  if (address->family == AF_INET && address->addrlen >= sizeof v4) {
    memcpy(&v4, &address->addr, sizeof v4);
    is_private = !policy_is_public4((const unsigned char *)&v4.sin_addr);
  } else if (address->family == AF_INET6 && address->addrlen >= sizeof v6) {
    memcpy(&v6, &address->addr, sizeof v6); /* curl gives room for the longest address behind the structure */
    is_private = !policy_is_public6(v6.sin6_addr.s6_addr);
  }
  if (is_private && !transfer->options->allow_private) {
    transfer->refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- One request ------------------------------------------------------------------------------- */

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context) {
  struct transfer *transfer = context;
  transfer->size += (int64_t)(size * count);
  if (transfer->size > size_most) return 0; /* curl then ends with CURLE_WRITE_ERROR */
  return fwrite(bytes, size, count, transfer->file) * size;
}

/* Keeps a header's value where the line has that name. */
static void keep_header(const char *line, size_t length, const char *name, char *out, size_t size) {
  size_t skip = strlen(name);
  if (length <= skip || strncasecmp(line, name, skip) != 0) return;
  sse_str value = sse_str_trim((sse_str){line + skip, length - skip});
  if (value.length >= size) return;
  memcpy(out, value.data, value.length);
  out[value.length] = '\0';
}

static size_t take_header(char *line, size_t size, size_t count, void *context) {
  struct transfer *transfer = context;
  source_fetched *fetched = transfer->fetched;
  size_t length = size * count;
  char type[128] = "";
  if (length > 5 && strncasecmp(line, "HTTP/", 5) == 0)
    fetched->etag[0] = fetched->modified[0] = fetched->charset[0] = '\0';
  keep_header(line, length, "etag:", fetched->etag, sizeof fetched->etag);
  keep_header(line, length, "last-modified:", fetched->modified, sizeof fetched->modified);
  keep_header(line, length, "content-type:", type, sizeof type);
  const char *charset = strcasestr(type, "charset=");
  if (charset) {
    charset += strlen("charset=");
    if (*charset == '"') charset++;
    size_t end = strcspn(charset, "\"; ");
    if (end < sizeof fetched->charset) {
      memcpy(fetched->charset, charset, end);
      fetched->charset[end] = '\0';
    }
  }
  return length;
}

static bool set_options(source_fetcher *fetcher, const char *address, struct transfer *transfer,
                        struct curl_slist *headers) {
  CURL *curl = fetcher->curl;
  sse_buffer agent = {0};
  const char *contact = transfer->options->contact;
  sse_buffer_printf(&agent, "ssesearch/" SSE_VERSION "%s%s%s", contact ? " (" : "", contact ? contact : "",
                    contact ? ")" : "");
  curl_easy_reset(curl);
  fetcher->error[0] = '\0';
  bool set = !agent.failed && curl_easy_setopt(curl, CURLOPT_URL, address) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.data) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_TIMEOUT,
                              transfer->options->timeout > 0 ? transfer->options->timeout : (long)TOTAL_S) ==
                 CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fetcher->error) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, transfer) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
             curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer) == CURLE_OK;
  sse_buffer_reset(&agent);
  return set;
}

/* The headers that ask only for what is newer; false where memory is short. */
static bool make_headers(const source_fetched *known, struct curl_slist **headers) {
  const struct {
    const char *name, *value;
  } wanted[] = {{"If-None-Match", known->etag}, {"If-Modified-Since", known->modified}};
  bool made = true;
  *headers = NULL;
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

/* ---- Patience ---------------------------------------------------------------------------------- */

static void sleep_until(const struct timespec *when) {
  int result;
  do {
    result = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, when, NULL);
  } while (result == EINTR);
}

static void sleep_seconds(long seconds) {
  struct timespec when = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &when); /* cannot fail for this clock */
  when.tv_sec += seconds;
  sleep_until(&when);
}

/* Waits until a second has passed since the last request to the same host. */
static void wait_for_turn(source_fetcher *fetcher, const char *address) {
  const char *host = strstr(address, "://") + 3;
  size_t length = strcspn(host, "/?#"), i;
  if (length >= HOST_SIZE) length = HOST_SIZE - 1;
  for (i = 0; i < fetcher->host_count; i++)
    if (strlen(fetcher->hosts[i].name) == length && strncasecmp(fetcher->hosts[i].name, host, length) == 0)
      break;
  if (i < fetcher->host_count) {
    sleep_until(&fetcher->hosts[i].next);
  } else {
    if (fetcher->host_count < HOSTS) fetcher->host_count++;
    i = fetcher->host_count - 1;
    memcpy(fetcher->hosts[i].name, host, length);
    fetcher->hosts[i].name[length] = '\0';
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &fetcher->hosts[i].next); /* cannot fail for this clock */
  fetcher->hosts[i].next.tv_sec++;
}

/* Seconds to wait before the next attempt; 0 for an answer that will not become another one. */
static long delay_of(CURL *curl, CURLcode result, long code, int attempt) {
  curl_off_t asked = 0;
  bool passing = result == CURLE_COULDNT_CONNECT || result == CURLE_OPERATION_TIMEDOUT ||
                 result == CURLE_GOT_NOTHING || result == CURLE_RECV_ERROR ||
                 result == CURLE_COULDNT_RESOLVE_HOST || result == CURLE_PARTIAL_FILE;
  if (!passing && (result != CURLE_OK || (code != 429 && code < 500))) return 0;
  if (result == CURLE_OK && curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &asked) != CURLE_OK) asked = 0;
  if (asked > WAIT_MOST_S) return 0; /* the next run will do */
  return asked > 0 ? (long)asked : 1L << attempt;
}

static sse_status fail(const source_fetcher *fetcher, const char *address, const struct transfer *transfer,
                       CURLcode result, long code, sse_error *err) {
  if (result == CURLE_OUT_OF_MEMORY) return sse_fail_memory(err);
  if (transfer->refused)
    return sse_fail(err, SSE_DENIED, "%s: is an address of a private network; --allow-private allows it",
                    address);
  if (transfer->size > size_most)
    return sse_fail(err, SSE_TOO_LARGE, "%s: is longer than %lld bytes", address, (long long)size_most);
  if (result != CURLE_OK)
    return sse_fail(err, SSE_IO, "%s: %s", address,
                    fetcher->error[0] ? fetcher->error : curl_easy_strerror(result));
  return sse_fail(err, SSE_NOT_FOUND, "%s: the server answers %ld", address, code);
}

static sse_status attempt(source_fetcher *fetcher, const char *address, struct transfer *transfer,
                          long *delay, int number, sse_error *err) {
  struct curl_slist *headers = NULL;
  const source_fetched known = *transfer->fetched;
  long code = 0;
  transfer->size = 0;
  transfer->refused = false;
  *delay = 0;
  rewind(transfer->file);
  if (ftruncate(fileno(transfer->file), 0) != 0)
    return sse_fail_errno(err, errno, transfer->fetched->path, "cannot be emptied");
  wait_for_turn(fetcher, address);
  bool ready = make_headers(&known, &headers) && set_options(fetcher, address, transfer, headers);
  CURLcode result = ready ? curl_easy_perform(fetcher->curl) : CURLE_OUT_OF_MEMORY;
  if (result == CURLE_OK) result = curl_easy_getinfo(fetcher->curl, CURLINFO_RESPONSE_CODE, &code);
  curl_slist_free_all(headers);
  transfer->fetched->is_same = result == CURLE_OK && code == 304;
  if (result == CURLE_OK && (code == 304 || (code >= 200 && code < 300))) return SSE_OK;
  memcpy(transfer->fetched->etag, known.etag, sizeof known.etag);
  memcpy(transfer->fetched->modified, known.modified, sizeof known.modified);
  if (!transfer->refused && transfer->size <= size_most)
    *delay = delay_of(fetcher->curl, result, code, number);
  return fail(fetcher, address, transfer, result, code, err);
}

sse_status source_fetch(source_fetcher *fetcher, const char *address, const source_options *options,
                        source_fetched *fetched, sse_error *err) {
  struct transfer transfer = {.options = options, .fetched = fetched};
  const char *folder = getenv("TMPDIR");
  long delay = 0;
  sse_status status = SSE_OK;
  int length = snprintf(fetched->path, sizeof fetched->path, "%s/ssesearch-XXXXXX",
                        folder && *folder ? folder : "/tmp");
  if (length < 0 || (size_t)length >= sizeof fetched->path)
    return sse_fail(err, SSE_IO, "TMPDIR is too long");
  int descriptor = mkostemp(fetched->path, O_CLOEXEC);
  if (descriptor < 0) {
    status = sse_fail_errno(err, errno, fetched->path, "cannot make");
    fetched->path[0] = '\0';
    return status;
  }
  transfer.file = fdopen(descriptor, "wb");
  if (!transfer.file) {
    (void)close(descriptor); /* nothing was written */
    status = sse_fail_memory(err);
  }
  for (int number = 0; transfer.file && number < ATTEMPTS; number++) {
    status = attempt(fetcher, address, &transfer, &delay, number, err);
    if (delay == 0) break;
    if (number + 1 < ATTEMPTS) sleep_seconds(delay);
  }
  if (transfer.file && fclose(transfer.file) != 0 && !status)
    status = sse_fail_errno(err, errno, fetched->path, "cannot write");
  if (status) source_fetched_remove(fetched);
  return status;
}

void source_fetched_remove(source_fetched *fetched) {
  if (fetched->path[0])
    (void)unlink(fetched->path); /* the system clears what stays in its folder for such files */
  fetched->path[0] = '\0';
}
