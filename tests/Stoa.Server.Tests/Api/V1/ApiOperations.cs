using Stoa.Reviews;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.People;
using Stoa.Reviews.Profiles;
using Stoa.Reviews.Store;
using Stoa.Reviews.Workloads;

namespace Stoa.Server.Tests.Api.V1;

/// <summary>Every operation of the API, with who may use it: the table that the authorisation tests go by.</summary>
public static class ApiOperations
{
    private const string Workload = "workloads/{workload}";

    private const string Review = Workload + "/lenses/wellarchitected";

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        // A pipeline's token sees a portfolio of its one workload.
        new("getPortfolio", "GET", "portfolio") { OtherPipeline = 200, Pipeline = 200 },
        new("listWorkloads", "GET", "workloads") { OtherPipeline = 200, Pipeline = 200 },
        new("createWorkload", "POST", "workloads?template={template}&profile={profile}", """{"name":"{name}","environment":"PRODUCTION"}""") { Least = Role.Owner, Stranger = 404 },
        new("getWorkload", "GET", Workload),
        new("updateWorkload", "PATCH", Workload, """{"notes":"Seen"}""") { Least = Role.Owner },
        new("deleteWorkload", "DELETE", "workloads/{subject}") { Least = Role.Owner, Subject = static async (s, _) => (await s.DefineAsync()).Id, OtherPipeline = 404, Pipeline = 404 },
        new("getStanding", "GET", Workload + "/standing?milestone=1"),
        new("addLenses", "POST", Workload + "/lenses", """{"aliases":["{lens}"]}""") { Least = Role.Owner },
        new("removeLens", "DELETE", "workloads/{subject}/lenses/wellarchitected")
        {
            Least = Role.Owner, Subject = static async (s, _) => (await s.DefineAsync()).Id, OtherPipeline = 404, Pipeline = 404,
        },

        new("listLensReviews", "GET", Workload + "/lenses"),
        new("updateLensReview", "PATCH", Review, """{"notes":"Seen"}""") { Least = Role.Contributor },
        new("upgradeLensReview", "POST", Workload + "/lenses/{subject}/upgrade", """{"name":"{name}"}""") { Least = Role.Owner, Subject = OutdatedReviewAsync },

        new("getAnswer", "GET", Review + "/questions/fault-isolation"),
        new("updateAnswer", "PATCH", Review + "/questions/fault-isolation", """{"notes":"Seen"}""") { Least = Role.Contributor },

        new("pushRun", "POST", Workload + "/runs", ApiStage.RunDocument) { Least = Role.Contributor, Pipeline = 200 },
        new("listRuns", "GET", Workload + "/runs"),
        new("getRun", "GET", Workload + "/runs/{run}"),
        new("getRunContent", "GET", Workload + "/runs/latest/contents/review.json"),
        new("uploadArchive", "POST", Workload + "/uploads?fileName=main.tf", "terraform {}") { Least = Role.Contributor, Type = "application/octet-stream" },

        new("listMilestones", "GET", Workload + "/milestones"),
        new("createMilestone", "POST", Workload + "/milestones", """{"name":"{name}"}""") { Least = Role.Owner },
        new("compareMilestones", "GET", Workload + "/comparison?from=1"),

        new("getPlan", "GET", Workload + "/improvements"),
        new("planImprovement", "POST", Workload + "/improvements", """{"lensAlias":"wellarchitected","questionId":"{subject}","choiceId":"{second}"}""")
        {
            Least = Role.Contributor, Subject = static (s, _) => Task.FromResult(s.Practice() is var (question, choice) ? $"{question} {choice}" : ""),
        },
        new("getProgress", "GET", Workload + "/improvements/progress"),
        new("changeImprovement", "PUT", Workload + "/improvements/{subject}", """{"title":"Better"}""") { Least = Role.Contributor, Subject = static (s, _) => s.ImprovementAsync() },
        new("moveImprovement", "POST", Workload + "/improvements/{subject}/move", """{"status":"doing"}""") { Least = Role.Contributor, Subject = static (s, _) => s.ImprovementAsync() },
        new("removeImprovement", "DELETE", Workload + "/improvements/{subject}") { Least = Role.Contributor, Subject = static (s, _) => s.ImprovementAsync() },

        new("listAcceptedRisks", "GET", Workload + "/accepted-risks"),
        new("acceptRisk", "POST", Workload + "/accepted-risks", """{"lensAlias":"wellarchitected","questionId":"fault-isolation","reason":"Known","expires":"{soon}"}""") { Least = Role.Owner },
        new("withdrawAcceptance", "DELETE", Workload + "/accepted-risks/{subject}") { Least = Role.Owner, Subject = static (s, _) => s.AcceptanceAsync() },

        new("listDecisions", "GET", Workload + "/decisions"),
        new("createDecision", "POST", Workload + "/decisions", """{"markdown":"{decision}"}""") { Least = Role.Contributor },
        new("getDecision", "GET", Workload + "/decisions/1"),
        new("updateDecision", "PUT", Workload + "/decisions/1", """{"markdown":"{decision}"}""") { Least = Role.Contributor },
        new("exportDecisions", "GET", Workload + "/decisions/export"),

        new("getLensReviewReport", "GET", Review + "/report?milestone=1"),
        new("getConsolidatedReport", "GET", "reports/consolidated") { OtherPipeline = 200, Pipeline = 200 },
        new("getConsolidatedReportPdf", "GET", "reports/consolidated/pdf") { OtherPipeline = 200, Pipeline = 200 },

        new("listLenses", "GET", "lenses"),
        new("importLens", "POST", "lenses?reading=lenient", "{json}") { Least = Role.Owner },
        // It keeps nothing and shows nothing of anybody's.
        new("checkLens", "POST", "lenses/check", "{json}") { OtherPipeline = 200, Pipeline = 200 },
        new("getLens", "GET", "lenses/{lens}") { OtherPipeline = 404, Pipeline = 404 },
        new("getLensQuestions", "GET", "lenses/{lens}/questions") { OtherPipeline = 404, Pipeline = 404 },
        new("importDraft", "PUT", "lenses/{lens}/draft", "{json}") { Least = Role.Owner },
        new("publishLens", "POST", "lenses/{subject}/versions", """{"version":"2.0"}""") { Least = Role.Owner, Subject = static (s, _) => s.DraftAsync(), OtherPipeline = 404, Pipeline = 404 },
        new("compareLensVersions", "GET", "lenses/{lens}/difference") { OtherPipeline = 404, Pipeline = 404 },
        new("exportLens", "GET", "lenses/{lens}/export") { OtherPipeline = 404, Pipeline = 404 },
        new("deleteLens", "DELETE", "lenses/{subject}") { Least = Role.Owner, Subject = static (s, _) => s.LensAsync(), OtherPipeline = 404, Pipeline = 404 },

        new("listTemplates", "GET", "templates"),
        new("createTemplate", "POST", "templates", """{"name":"{name}","description":"For all","lenses":["wellarchitected"]}""") { Least = Role.Owner },
        new("getTemplate", "GET", "templates/{template}") { OtherPipeline = 404, Pipeline = 404 },
        new("updateTemplate", "PATCH", "templates/{template}", """{"notes":"Seen"}""") { Least = Role.Owner, OtherPipeline = 404, Pipeline = 404 },
        new("deleteTemplate", "DELETE", "templates/{subject}") { Least = Role.Owner, Subject = static (s, _) => s.TemplateAsync(), OtherPipeline = 404, Pipeline = 404 },
        new("getTemplateLens", "GET", "templates/{template}/lenses/wellarchitected") { OtherPipeline = 404, Pipeline = 404 },
        new("updateTemplateLens", "PATCH", "templates/{template}/lenses/wellarchitected", """{"notes":"Seen"}""") { Least = Role.Owner, OtherPipeline = 404, Pipeline = 404 },
        new("upgradeTemplateLens", "POST", "templates/{subject}/lenses/{second}/upgrade") { Least = Role.Owner, Subject = OutdatedTemplateAsync, OtherPipeline = 404, Pipeline = 404 },
        new("updateTemplateAnswer", "PATCH", "templates/{template}/lenses/wellarchitected/questions/fault-isolation", """{"notes":"Seen"}""")
        {
            Least = Role.Owner, OtherPipeline = 404, Pipeline = 404,
        },

        new("listProfiles", "GET", "profiles"),
        new("createProfile", "POST", "profiles", """{"name":"{name}","description":"For all","answers":{answers}}""") { Least = Role.Owner },
        // The program's own questions are no secret.
        new("getQuestionnaire", "GET", "profiles/questionnaire") { OtherPipeline = 200, Pipeline = 200 },
        new("getProfile", "GET", "profiles/{profile}") { OtherPipeline = 404, Pipeline = 404 },
        new("updateProfile", "PATCH", "profiles/{profile}", """{"description":"For some"}""") { Least = Role.Owner, OtherPipeline = 404, Pipeline = 404 },
        new("deleteProfile", "DELETE", "profiles/{subject}") { Least = Role.Owner, Subject = static (s, _) => s.ProfileAsync(), OtherPipeline = 404, Pipeline = 404 },
        new("addProfile", "POST", Workload + "/profiles", """{"arn":"{profile}"}""") { Least = Role.Owner },
        new("removeProfile", "DELETE", "workloads/{subject}/profiles/{second}") { Least = Role.Owner, Subject = ProfiledAsync, OtherPipeline = 404, Pipeline = 404 },
        new("upgradeProfile", "POST", "workloads/{subject}/profiles/{second}/upgrade", "{}") { Least = Role.Owner, Subject = OutdatedProfileAsync, OtherPipeline = 404, Pipeline = 404 },

        .. Sharing(SharedResource.Workload, Workload, 200),
        .. Sharing(SharedResource.Lens, "lenses/{lens}", 404),
        .. Sharing(SharedResource.Profile, "profiles/{profile}", 404),
        .. Sharing(SharedResource.Template, "templates/{template}", 404),
        new("updateWorkloadShare", "PATCH", Workload + "/shares/{subject}", """{"canContribute":true}""")
        {
            Least = Role.Owner, Subject = static (s, _) => s.ShareAsync(SharedResource.Workload, s.Workload),
        },
        new("listInvitations", "GET", "invitations"),
        new("answerInvitation", "POST", "invitations/{subject}", """{"accept":false}""") { Least = Role.Owner, Subject = static (s, _) => s.InvitationAsync(), OtherPipeline = 404, Pipeline = 404 },

        new("listTags", "GET", "tags/{arn}") { Stranger = 404, OtherPipeline = 404, Pipeline = 200 },
        new("setTags", "PATCH", "tags/{arn}", """{"team":"shop"}""") { Least = Role.Owner, Stranger = 404, OtherPipeline = 404 },
        new("removeTags", "DELETE", "tags/{arn}?key=team") { Least = Role.Owner, Stranger = 404, OtherPipeline = 404 },

        new("listNotifications", "GET", "notifications"),

        // A pipeline is nobody.
        new("getMe", "GET", "me") { OtherPipeline = 404, Pipeline = 404 },
        new("listPeople", "GET", "people") { Least = Role.Administrator },
        new("listNames", "GET", "people/names"),
        new("invitePerson", "POST", "people", """{"email":"{word}@example.com","displayName":"Somebody","role":"viewer"}""") { Least = Role.Administrator },
        new("renamePerson", "PATCH", "people/{subject}", """{"displayName":"Somebody else"}""") { Least = Role.Administrator, Subject = PersonAsync },
        new("changeRole", "PUT", "people/{subject}/role", """{"role":"owner"}""") { Least = Role.Administrator, Subject = PersonAsync },
        new("disablePerson", "POST", "people/{subject}/disable") { Least = Role.Administrator, Subject = PersonAsync },
        new("enablePerson", "POST", "people/{subject}/enable") { Least = Role.Administrator, Subject = PersonAsync },
        new("resetPerson", "POST", "people/{subject}/reset") { Least = Role.Administrator, Subject = PersonAsync },

        // The first account is the server's own; administrators of others do not manage accounts.
        new("listAccounts", "GET", "accounts") { Least = Role.Administrator, Stranger = 403 },
        new("createAccount", "POST", "accounts", """{"name":"{name}","email":"{word}@example.com","displayName":"Somebody"}""") { Least = Role.Administrator, Stranger = 403 },

        new("listAccessKeys", "GET", "access-keys"),
        new("createAccessKey", "POST", "access-keys", "{}"),
        new("revokeAccessKey", "DELETE", "access-keys/{subject}") { Subject = static async (s, who) => (await s.Server.Service<CredentialService>().CreateKeyAsync(who)).Id },
        new("listTokens", "GET", "tokens"),
        new("createToken", "POST", "tokens", """{"name":"{name}"}"""),
        new("revokeToken", "DELETE", "tokens/{subject}") { Subject = static async (s, who) => (await s.Server.Service<CredentialService>().CreateTokenAsync(who, "script")).Id },

        new("listAudit", "GET", "audit") { Least = Role.Administrator },
    ];

    private static ApiOperation[] Sharing(SharedResource resource, string path, int pipelineReads)
    {
        var isWorkload = resource == SharedResource.Workload;
        var pipelineChanges = isWorkload ? 403 : 404;
        return
        [
            new($"list{resource}Shares", "GET", path + "/shares") { OtherPipeline = 404, Pipeline = pipelineReads },
            new($"share{resource}", "POST", path + "/shares", """{"sharedWith":"{principal}"}""") { Least = Role.Owner, OtherPipeline = 404, Pipeline = pipelineChanges },
            new($"unshare{resource}", "DELETE", path + "/shares/{subject}")
            {
                Least = Role.Owner,
                Subject = (s, _) => s.ShareAsync(resource, resource switch
                {
                    SharedResource.Workload => s.Workload, SharedResource.Lens => s.Lens, SharedResource.Profile => s.Profile, _ => s.Template,
                }),
                OtherPipeline = 404,
                Pipeline = pipelineChanges,
            },
        ];
    }

    private static async Task<string> PersonAsync(ApiStage stage, Actor who) => (await stage.Server.Service<PeopleService>().InviteAsync(
        stage.Ada, new NewPerson($"{stage.Name("person").Replace(' ', '-')}@example.com", "Somebody", Role.Viewer))).Person.Id;

    private static async Task<string> OutdatedReviewAsync(ApiStage stage, Actor who)
    {
        var lens = await stage.DraftAsync();
        await stage.Server.Service<WorkloadService>().AssociateLensesAsync(stage.Ada, stage.Workload, [lens]);
        await stage.Server.Service<LensService>().PublishAsync(stage.Ada, lens, "2.0", true);
        return lens;
    }

    private static async Task<string> OutdatedTemplateAsync(ApiStage stage, Actor who)
    {
        var lens = await stage.DraftAsync();
        var template = await stage.TemplateAsync(lens);
        await stage.Server.Service<LensService>().PublishAsync(stage.Ada, lens, "2.0", true);
        return $"{template} {lens}";
    }

    private static async Task<string> ProfiledAsync(ApiStage stage, Actor who)
    {
        var (id, _) = await stage.DefineAsync();
        var profile = await stage.ProfileAsync();
        await stage.Server.Service<ProfileService>().AssociateAsync(stage.Ada, id, [profile]);
        return $"{id} {profile}";
    }

    private static async Task<string> OutdatedProfileAsync(ApiStage stage, Actor who)
    {
        var subject = await ProfiledAsync(stage, who);
        var question = ProfileService.Questionnaire.Questions[0];
        await stage.Server.Service<ProfileService>().UpdateAsync(
            stage.Ada, subject.Split(' ')[1], null, new Dictionary<string, List<string>> { [question.Id] = [question.Choices[^1].Id] });
        return subject;
    }
}
