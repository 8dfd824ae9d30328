process.stdout.write('lastgood\n');
