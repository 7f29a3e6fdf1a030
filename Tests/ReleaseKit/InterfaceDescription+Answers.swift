internal import HTTPTypes
package import Transport

extension InterfaceDescription {
    /// Every operation that the document has, as method and path.
    package var routes: Set<String> {
        Set(operations.map { "\($0.method.rawValue) \($0.path)" })
    }

    /// What of an answer the document does not have; nil where it foresees all of it.
    package func unforeseen(_ method: String, _ address: String, _ reply: HTTPReply) -> String? {
        let path = String(address.prefix { $0 != "?" })
        let code = reply.problemCode
        guard let operation = operation(method, path) else {
            let isFine =
                (reply.status == 404 && code == "not-found")
                || (reply.status == 405 && code == "method-not-allowed")
            return isFine ? nil : "\(method) is no operation at this path, and got \(reply.status)"
        }
        let isForeseen =
            if reply.mediaType == Problem.contentType {
                operation.problems.contains {
                    $0.status == reply.status && ($0.code == nil || $0.code == code)
                }
            } else {
                operation.answers.contains { answer in
                    answer.status == reply.status
                        && (answer.type.map(MediaTypes.essence) == reply.mediaType
                            || (answer.type == nil && reply.body.isEmpty))
                }
            }
        let got = [String(reply.status), reply.mediaType, code].compactMap { $0 }
        return isForeseen
            ? nil : "\(operation.name) does not foresee \(got.joined(separator: " "))"
    }

    private func operation(_ method: String, _ path: String) -> Operation? {
        let asked = path.split(separator: "/", omittingEmptySubsequences: false)
        return operations.first { operation in
            let parts = operation.path.split(separator: "/", omittingEmptySubsequences: false)
            return operation.method.rawValue == method && parts.count == asked.count
                && zip(parts, asked).allSatisfy { part, word in
                    part == word || (part.hasPrefix("{") && !word.isEmpty)
                }
        }
    }
}
