package io.onsale.service.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import reactor.netty.http.server.HttpRequestDecoderSpec;

/**
 * Netty's decoder, as strict as RFC 9112 requires. A request that two servers could parse differently would allow request smuggling past a
 * proxy, so it is refused: see {@link RequestHead}. So is a header that continues on the next line, which Netty would join.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private final HttpCodec codec;
    private boolean inHead = true; // next comes a request line or a header
    private boolean refused;

    RequestDecoder(HttpRequestDecoderSpec limits, HttpCodec codec) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.maxInitialLineLength())
                .setMaxHeaderSize(limits.maxHeaderSize())
                .setMaxChunkSize(limits.maxChunkSize())
                .setInitialBufferSize(limits.initialBufferSize())
                .setValidateHeaders(true)
                .setAllowDuplicateContentLengths(false)
                .setAllowPartialChunks(limits.allowPartialChunks())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.codec = codec;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int start = in.readerIndex();
        boolean wasInHead = inHead;
        super.decode(context, in, out); // consumes whole lines of a head, and never a head together with its body
        if (wasInHead && RequestHead.hasFoldedLine(in, start)) {
            refuse(EarlyRefusal.malformed("A header line begins with a space"), out);
            return;
        }
        for (int i = 0; i < out.size() && !refused; i++) {
            look(out.get(i), out);
        }
    }

    private void look(Object message, List<Object> out) throws Exception {
        if (message instanceof HttpRequest request) {
            inHead = false;
            if (request.decoderResult().isFailure()) {
                refuse(EarlyRefusal.of(request.decoderResult().cause()), out);
                return;
            }
            EarlyRefusal fault = RequestHead.fault(request);
            if (fault != null) {
                refuse(fault, out);
                return;
            }
            RequestHead.endWithAnswer(request);
            if (!codec.take(request)) {
                discard(out);
                return;
            }
        }
        if (message instanceof LastHttpContent) { // may be the same message
            inHead = true;
        }
    }

    private void refuse(EarlyRefusal refusal, List<Object> out) throws Exception {
        discard(out);
        codec.refuse(refusal);
    }

    private void discard(List<Object> out) {
        refused = true;
        out.forEach(ReferenceCountUtil::release);
        out.clear();
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        return new DefaultHttpRequest(
                RequestHead.version(line[2]), HttpMethod.valueOf(line[0]), line[1], headersFactory);
    }
}
