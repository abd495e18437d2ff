import {loadDataset} from '@hourglass/datasets'; import {createTrainer,resolveTrainConfig} from '@hourglass/models';
const t0=performance.now();
const data=await loadDataset('mnist');
const a=process.argv;
const hidden=a[2].split(',').filter(Boolean).map(Number);
const tr=await createTrainer(resolveTrainConfig({net:{kind:'dense',hidden,codeSize:64},epochs:+a[3],...(a[4]?{learningRate:+a[4]}:{}), ...(a[5]?{batchSize:+a[5]}:{})}),data);
console.log('ready',performance.now()-t0);
for await(const e of tr.events()){ if(e.type==='epoch')console.log(e.epoch,e.trainLoss.toFixed(4),'excess',e.excessBce.toFixed(4),'psnr',e.psnr.toFixed(2),e.seconds.toFixed(2)+'s',(e.imagesPerSecond/1000).toFixed(1)+'k');else if(e.type!=='step'&&e.type!=='preview')console.log(JSON.stringify(e))}
