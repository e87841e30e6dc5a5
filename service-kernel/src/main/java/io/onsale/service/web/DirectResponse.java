package io.onsale.service.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The response of a functional route that writes its own head and body in {@link #writeTo}; nothing is set before that. */
public interface DirectResponse extends ServerResponse {
    @Override
    default HttpStatusCode statusCode() {
        return HttpStatus.OK;
    }

    @Override
    default HttpHeaders headers() {
        return HttpHeaders.EMPTY;
    }

    @Override
    default MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
    }
}
