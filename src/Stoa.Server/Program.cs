using Stoa.Server.Hosting;

var app = StoaServer.Build(args);
await StoaServer.PrepareAsync(app);
await app.RunAsync();
