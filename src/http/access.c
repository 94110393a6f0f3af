/* The access log, one line for each request in the common log format, and metrics.
 * A request that the HTTP library refuses itself, for lack of memory for example, never reaches the handler.
 * The library's message about it includes the status; nothing else is known about the request. */
#include "http/access.h"
#include "base/buffer.h"
#include "base/log.h"
#include "http/wire.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void write_address(const struct sockaddr *from, char address[ACCESS_ADDRESS_SIZE]) {
  memcpy(address, "-", 2);
  if (from && from->sa_family == AF_INET)
    (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, address,
                    ACCESS_ADDRESS_SIZE);
  if (from && from->sa_family == AF_INET6)
    (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, address,
                    ACCESS_ADDRESS_SIZE);
}

void access_address(struct MHD_Connection *connection, char address[ACCESS_ADDRESS_SIZE]) {
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  write_address(info ? info->client_addr : NULL, address);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

/* Appends text of a request as the common log format has it: quotes, line ends and the like are written as
 * \xHH. */
static void append_logged(const char *text, sse_buffer *line) {
  for (; *text; text++) {
    bool plain = *text > 0x1F && *text < 0x7F && *text != '"' && *text != '\\';
    if (plain) {
      sse_buffer_append(line, text, 1);
    } else {
      sse_buffer_printf(line, "\\x%02X", (unsigned)(unsigned char)*text);
    }
  }
}

/* Writes the line of a request in one call (httpd.apache.org/docs/current/logs.html#common). */
static void write_line(const struct access_line *access) {
  enum { TIME_SIZE = 40 };
  const char *const parts[] = {access->method, access->target, access->version};
  time_t now = time(NULL);
  struct tm split;
  char when[TIME_SIZE] = "-";
  sse_buffer line = {0};
  if (gmtime_r(&now, &split)) (void)strftime(when, TIME_SIZE, "%d/%b/%Y:%H:%M:%S +0000", &split);
  sse_buffer_printf(&line, "%s - - [%s] \"", access->address, when);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (i > 0) sse_buffer_append_text(&line, " ");
    append_logged(parts[i], &line);
  }
  sse_buffer_printf(&line, "\" %u %zu\n", access->status, access->bytes);
  if (!line.failed) (void)fwrite(line.data, 1, line.length, stdout); /* a full disk stops nothing */
  (void)fflush(stdout);                                              /* as above */
  sse_buffer_reset(&line);
}

void access_note(struct http_server *server, const struct access_line *line, uint64_t microseconds) {
  metrics_count(&server->metrics, line->status, microseconds);
  if (!server->options->quiet) write_line(line);
}

/* ---- Refusals of the library -------------------------------------------------------------------- */

static unsigned status_in(const char *message) {
  static const char before[] = "HTTP response code is ";
  const char *found = strstr(message, before);
  return found ? (unsigned)strtoul(found + sizeof before - 1, NULL, 10) : 0;
}

static void note_refusal(struct http_server *server, unsigned status) {
  struct sockaddr_storage from = {0};
  socklen_t length = sizeof from;
  char address[ACCESS_ADDRESS_SIZE];
  bool is_known = getpeername(wire_socket(), (struct sockaddr *)&from, &length) == 0;
  write_address(is_known ? (const struct sockaddr *)&from : NULL, address);
  access_note(server, &(struct access_line){address, "-", "-", "-", status, 0}, 0);
}

/* Returns true for the message about too many connections, in all or from one address. The library has no
 * other way to report that. */
static bool is_of_limit(const char *message) {
  return strncmp(message, "Server reached connection limit", 31) == 0;
}

void access_message(void *context, const char *format, va_list values) {
  struct http_server *server = context;
  char message[512];
  (void)vsnprintf(message, sizeof message, format, values);
  message[strcspn(message, "\r\n")] = '\0';
  if (status_in(message) > 0) note_refusal(server, status_in(message));
  if (is_of_limit(message)) atomic_fetch_add(&server->metrics.turned_away, 1);
  sse_log(is_of_limit(message) ? SSE_LOG_WARNING : SSE_LOG_DEBUG, "%s", message);
}
