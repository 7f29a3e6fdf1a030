import Hummingbird
import StrictJSON
import Transport

extension BackOfficeAPI {
    func addExports(to router: Router<AppContext>) {
        let desk = ExportDesk(archive: archive, applications: applications)
        router.on(BackOfficeInterface.packageExport) { _, context in
            Response.json(.object(try await desk.package(context.parameters.require("id"))))
        }
        router.on(BackOfficeInterface.applicationExport) { _, context in
            Response.json(.object(try await desk.application(context.parameters.require("id"))))
        }
    }
}
