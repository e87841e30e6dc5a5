package io.onsale.service.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpRequestDecoderSpec;
import reactor.netty.http.server.HttpServer;

/**
 * HTTP/1 on one connection, for the services and for the origin: Netty's decoder and encoder, plus the checks for every request and the
 * headers for every response. An unreadable request is answered here, after the responses still due, and ends the connection, because the
 * start of the next request cannot be found.
 */
public final class HttpCodec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCodec.class);

    /** Most unanswered requests per connection. Browsers send one at a time; each costs a few kilobytes. */
    private static final int UNANSWERED_MAX = 64;

    private final AnswerHeaders answers;
    private final Deque<HttpRequest> unanswered = new ArrayDeque<>(2);
    private boolean answering; // the head has been written, the end has not
    private boolean toHead; // the response being written answers a HEAD request
    private @Nullable EarlyRefusal refusal;
    private @Nullable ChannelHandlerContext context;

    private HttpCodec(HttpRequestDecoderSpec limits, AnswerHeaders answers) {
        this.answers = answers;
        init(new RequestDecoder(limits, this), new Encoder());
    }

    /** The server with this codec instead of Netty's own. Call it after the decoder's limits have been set. */
    public static HttpServer on(HttpServer server, Clock clock, CrossOrigin crossOrigin) {
        HttpRequestDecoderSpec limits = server.configuration().decoder();
        AnswerHeaders answers = new AnswerHeaders(new HttpDate(clock), crossOrigin);
        return server.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                .replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new HttpCodec(limits, answers)));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        super.handlerAdded(added);
    }

    /** Accepts a request that has been read; false if it exceeds the limit and was refused. */
    boolean take(HttpRequest request) throws Exception {
        if (unanswered.size() < UNANSWERED_MAX) {
            unanswered.add(request);
            return true;
        }
        refuse(EarlyRefusal.malformed("Too many pipelined requests: wait for responses before you send more"));
        return false;
    }

    /** Answers with {@code refused} as soon as the responses still due have been written. Nothing more is read. */
    void refuse(EarlyRefusal refused) throws Exception {
        refusal = refused;
        if (unanswered.isEmpty() && !answering) {
            answerRefusal(refused);
        }
    }

    private void answerRefusal(EarlyRefusal refused) throws Exception {
        ChannelHandlerContext here = context;
        if (here != null) {
            LOG.debug("{} refused: {}", here.channel(), refused.detail());
            refusal = null;
            write(here, refused.answer(), here.newPromise().addListener(ChannelFutureListener.CLOSE));
            flush(here);
        }
    }

    @Override
    public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) throws Exception {
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        Object written = !isInterim && message instanceof HttpResponse response ? begin(response) : message;
        super.write(writing, written, promise);
        if (!isInterim && message instanceof LastHttpContent) {
            answering = false;
            if (refusal != null && unanswered.isEmpty()) {
                answerRefusal(refusal);
            }
        }
    }

    private HttpResponse begin(HttpResponse response) {
        HttpRequest request = unanswered.poll(); // null for a request that could not be parsed
        answering = true;
        toHead = request != null && request.method().equals(HttpMethod.HEAD);
        HttpResponse answer = toHead ? response : withProblem(response);
        answers.complete(request, answer);
        if (request != null && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            answer.headers()
                    .remove(HttpHeaderNames.TRANSFER_ENCODING); // the end of the body is the end of the connection
        }
        return answer;
    }

    /** Adds a problem body to a bare error status, with which the server answers what fails before it reaches a service. */
    private static HttpResponse withProblem(HttpResponse response) {
        boolean isBare = response instanceof FullHttpResponse full
                && full.status().code() >= 400
                && !full.content().isReadable()
                && !full.headers().contains(HttpHeaderNames.CONTENT_TYPE);
        return isBare ? withProblem((FullHttpResponse) response) : response;
    }

    private static HttpResponse withProblem(FullHttpResponse bare) {
        byte[] body = EarlyRefusal.of(bare.status().code()).writeTo(bare);
        bare.release();
        return bare.replace(Unpooled.wrappedBuffer(body));
    }

    private final class Encoder extends HttpResponseEncoder {
        @Override
        protected boolean isContentAlwaysEmpty(HttpResponse response) {
            return toHead && response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                    || super.isContentAlwaysEmpty(response);
        }
    }
}
